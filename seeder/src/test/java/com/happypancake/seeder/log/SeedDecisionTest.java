package com.happypancake.seeder.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.schemas.seed.LogEntry;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.schemas.seed.Order;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.RunStarted;
import com.happypancake.schemas.seed.RunStopped;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.schemas.seed.SeedFinished;
import com.happypancake.schemas.seed.Transport;
import org.junit.jupiter.api.Test;

class SeedDecisionTest {

  private static final LogOpened HERE =
      LogOpened.newBuilder()
          .setVersion(1)
          .setIncarnation("aa")
          .setVirtualHost("/")
          .setExchange("hpc")
          .build();

  private final SeedHistory history = new SeedHistory();
  private final Ledger.Builder ledger = Ledger.newBuilder().setIncarnation("aa");

  private static SeedBegun.Builder base(String digest) {
    return SeedBegun.newBuilder()
        .setName("fi")
        .setEventsDigest(digest)
        .setCountry("FI")
        .setOrder(Order.ORDER_GLOBAL)
        .setTransport(Transport.TRANSPORT_AMQP)
        .setLastOrdinal(100);
  }

  private static SeedBegun.Builder delta(String digest, String follows) {
    return base(digest).setName("fi-delta").setFollowsDigest(follows).setChainPosition(1);
  }

  private void opened() {
    history.add(LogEntry.newBuilder().setOpened(HERE).build());
  }

  /** Adds a seed to log and ledger, confirmed to an ordinal. */
  private void seeded(SeedBegun seed, long prefix, boolean finished) {
    logged(seed, prefix, finished);
    inLedger(seed, prefix, finished);
  }

  private void logged(SeedBegun seed, long prefix, boolean finished) {
    history.add(LogEntry.newBuilder().setBegun(seed).build());
    history.add(
        LogEntry.newBuilder()
            .setStarted(RunStarted.newBuilder().setName(seed.getName()).setWindow(10))
            .build());
    history.add(
        LogEntry.newBuilder()
            .setProgress(
                Progress.newBuilder()
                    .setPrefix(prefix)
                    .setAfter(ByteString.copyFrom(new byte[] {2}))
                    .setConfirmed(prefix + 1)
                    .setSentTo(prefix + 4))
            .build());
    if (finished) {
      history.add(
          LogEntry.newBuilder()
              .setFinished(SeedFinished.newBuilder().setName(seed.getName()))
              .build());
    }
  }

  private void inLedger(SeedBegun seed, long prefix, boolean finished) {
    ledger.addSeeds(
        LedgerSeed.newBuilder()
            .setBegun(seed)
            .setPrefix(prefix)
            .setConfirmed(prefix)
            .setSentTo(prefix + 3)
            .setFinished(finished));
  }

  private SeedDecision decide(SeedBegun.Builder wanted) {
    return decide(wanted, false);
  }

  private SeedDecision decide(SeedBegun.Builder wanted, boolean again) {
    return SeedDecision.decide(history, ledger.build(), HERE, wanted.build(), again);
  }

  private static SeedBegun first(SeedBegun.Builder seed) {
    return seed.setAttempt(1).build();
  }

  private static String refusal(SeedDecision decision) {
    return ((SeedDecision.Refuse) decision).why();
  }

  @Test
  void aNewSeedBegins() {
    assertThat(decide(base("d1"))).isEqualTo(new SeedDecision.Begin(first(base("d1"))));
  }

  @Test
  void aKilledSeedGoesOnAndMayHaveSentItsWholeWindow() {
    opened();
    seeded(first(base("d1")), 40, false);
    SeedDecision.Resume resume = (SeedDecision.Resume) decide(base("d1"));
    assertThat(resume.progress().getPrefix()).isEqualTo(40);
    assertThat(resume.maySentTo()).isEqualTo(50);
    assertThat(resume.note())
        .isEqualTo("at most 10 events behind ordinal 40 are repeated, with the same ids");
  }

  @Test
  void aStoppedSeedGoesOnAndHasSentNoMoreThanTheLogSays() {
    opened();
    seeded(first(base("d1")), 40, false);
    history.add(
        LogEntry.newBuilder()
            .setStopped(RunStopped.newBuilder().setReason(RunStopped.Reason.REASON_STOPPED))
            .build());
    assertThat(((SeedDecision.Resume) decide(base("d1"))).maySentTo()).isEqualTo(44);
  }

  @Test
  void aShortWindowAfterALongOneDoesNotForgetWhatTheLongOneMayHaveSent() {
    opened();
    seeded(first(base("d1")), 40, false);
    history.add(
        LogEntry.newBuilder()
            .setStarted(RunStarted.newBuilder().setName("fi").setWindow(2))
            .build());
    assertThat(((SeedDecision.Resume) decide(base("d1"))).maySentTo()).isEqualTo(50);
  }

  @Test
  void aNewLogGoesOnFromTheLedgerAndSaysThatItMayRepeat() {
    inLedger(first(base("d1")), 40, false);
    SeedDecision.Resume resume = (SeedDecision.Resume) decide(base("d1"));
    assertThat(resume.progress().getPrefix()).isEqualTo(40);
    assertThat(resume.note()).contains("behind ordinal 40 it repeats");
  }

  @Test
  void aFinishedSeedIsRefusedAndBeginsAgainOnlyIfAsked() {
    opened();
    seeded(first(base("d1")), 100, true);
    assertThat(refusal(decide(base("d1"))))
        .startsWith("events of this folder were seeded already as seed 'fi' (finished)")
        .contains("--again");
    assertThat(decide(base("d1"), true))
        .isEqualTo(new SeedDecision.Begin(base("d1").setName("fi~2").setAttempt(2).build()));
  }

  @Test
  void theSameCommandGoesOnWithASecondAttempt() {
    opened();
    seeded(first(base("d1")), 100, true);
    SeedBegun second = base("d1").setName("fi~2").setAttempt(2).build();
    seeded(second, 30, false);
    assertThat(((SeedDecision.Resume) decide(base("d1"), true)).seed()).isEqualTo(second);
  }

  @Test
  void aCopyOfTheFolderUnderAnotherNameIsRefused() {
    opened();
    seeded(first(base("d1")), 100, true);
    assertThat(refusal(decide(base("d1").setName("copy")))).contains("seeded already as seed 'fi'");
  }

  @Test
  void anotherFullDumpOfTheCountryIsRefusedAndOneOfAnotherCountryIsNot() {
    opened();
    seeded(first(base("d1")), 100, true);
    assertThat(refusal(decide(base("d2").setName("fi2"))))
        .startsWith("events of FI from another full dump were seeded as seed 'fi'");
    assertThat(decide(base("d2").setName("se").setCountry("SE")))
        .isInstanceOf(SeedDecision.Begin.class);
  }

  @Test
  void aChangedFolderOrderOrTransportIsRefused() {
    opened();
    seeded(first(base("d1")), 40, false);
    assertThat(refusal(decide(base("d2")))).contains("content digest d1, not d2");
    assertThat(refusal(decide(base("d1").setOrder(Order.ORDER_NONE))))
        .contains("order global, not none");
    assertThat(refusal(decide(base("d1").setTransport(Transport.TRANSPORT_STREAM))))
        .contains("transport amqp, not stream");
    assertThat(refusal(decide(base("d1").setPartitions(3)))).contains("partitions 0, not 3");
    assertThat(
            refusal(decide(base("d1").setChoice(SeedChoice.newBuilder().addTypes("flirt-sent")))))
        .contains("choice of all events, not types: \"flirt-sent\"");
  }

  @Test
  void aDeltaNeedsTheFolderThatItFollowsWholeAndFinished() {
    opened();
    assertThat(refusal(decide(delta("d2", "d1")))).contains("content digest d1").contains("first");
    seeded(first(base("d1")), 40, false);
    assertThat(refusal(decide(delta("d2", "d1")))).contains("not wholly confirmed");
    history.add(LogEntry.newBuilder().setFinished(SeedFinished.newBuilder().setName("fi")).build());
    assertThat(decide(delta("d2", "d1"))).isInstanceOf(SeedDecision.Begin.class);
  }

  @Test
  void aChoiceOfTheBaseIsNotEnoughForADelta() {
    opened();
    SeedBegun.Builder some =
        base("d1").setName("some").setChoice(SeedChoice.newBuilder().setLimit(5));
    seeded(first(some), 100, true);
    assertThat(refusal(decide(delta("d2", "d1")))).contains("not wholly confirmed");
    // And the whole folder would repeat what was chosen.
    assertThat(refusal(decide(base("d1")))).contains("seeded already as seed 'some'");
  }

  @Test
  void aLogOfAnotherIncarnationOrExchangeIsRefused() {
    history.add(LogEntry.newBuilder().setOpened(HERE.toBuilder().setIncarnation("bb")).build());
    assertThat(refusal(decide(base("d1"))))
        .contains("incarnation bb")
        .contains("incarnation aa")
        .contains("give another --log");
  }

  @Test
  void anOldCopyOfTheLogDisagreesWithTheLedgerAndBothSidesAreShown() {
    opened();
    logged(first(base("d1")), 40, false);
    inLedger(first(base("d1")), 60, false);
    assertThat(refusal(decide(base("d1"))))
        .contains("log and ledger disagree on seed 'fi'")
        .contains("all to ordinal 40")
        .contains("all to ordinal 60");
  }

  @Test
  void aSeedThatOnlyOneSideKnowsIsADisagreement() {
    opened();
    seeded(first(base("d1")), 100, true);
    inLedger(first(delta("d2", "d1")), 10, false);
    assertThat(refusal(decide(delta("d2", "d1")))).contains("the log says: nothing");
    ledger.clearSeeds();
    assertThat(refusal(decide(base("d1")))).contains("the broker's ledger says: nothing");
  }
}
