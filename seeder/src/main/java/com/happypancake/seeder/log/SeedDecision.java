package com.happypancake.seeder.log;

import com.google.protobuf.ProtocolMessageEnum;
import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.LedgerSeed;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.schemas.seed.Progress;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.schemas.seed.SeedChoice;
import com.happypancake.schemas.seed.Transport;
import com.happypancake.seeder.log.SeedHistory.PastSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a seed begins, goes on or is refused. {@link #decide} is a pure function. */
public sealed interface SeedDecision {

  /**
   * Publish from the first event on.
   *
   * @param seed the new seed
   */
  record Begin(SeedBegun seed) implements SeedDecision {}

  /**
   * Publish what is not confirmed.
   *
   * @param seed the seed, as it was begun
   * @param progress what is confirmed
   * @param maySentTo the highest ordinal that may have been published
   * @param note what a person should know; empty if nothing
   */
  record Resume(SeedBegun seed, Progress progress, long maySentTo, String note)
      implements SeedDecision {}

  /**
   * Publish nothing.
   *
   * @param why what was found, what was expected, and what to do
   */
  record Refuse(String why) implements SeedDecision {}

  /**
   * Decides on a seed.
   *
   * @param history the log; an empty one takes its seeds from the ledger
   * @param ledger what the broker remembers
   * @param here where the log's seeds go; it has the ledger's incarnation
   * @param wanted the seed; its attempt is not set
   * @param again whether events that were seeded may be seeded again
   */
  static SeedDecision decide(
      SeedHistory history, Ledger ledger, LogOpened here, SeedBegun wanted, boolean again) {
    Optional<String> problem = conflict(history, ledger, here);
    if (problem.isPresent()) {
      return new Refuse(problem.get());
    }
    List<Known> known = known(history, ledger);
    Optional<Known> named =
        known.stream().filter(each -> isAttemptOf(each, wanted.getName())).reduce(Known::later);
    if (named.isPresent()) {
      List<String> differences = differences(named.get().seed(), wanted);
      if (!differences.isEmpty()) {
        return new Refuse(
            "seed '"
                + wanted.getName()
                + "' was begun with other settings: "
                + String.join("; ", differences)
                + "; give the same ones, or another --name for another seed");
      }
      if (!named.get().finished()) {
        return named.get().resume(history);
      }
    }
    return begin(known, wanted, again, named.map(each -> each.seed().getAttempt()).orElse(0));
  }

  /**
   * Returns how a log and the ledger contradict each other, with both sides; empty if they agree.
   * While a seed runs, the log may be ahead.
   *
   * @param here as in {@link #decide}
   */
  static Optional<String> conflict(SeedHistory history, Ledger ledger, LogOpened here) {
    return otherPlace(history, here).or(() -> disagreement(history, ledger));
  }

  private static SeedDecision begin(
      List<Known> known, SeedBegun wanted, boolean again, int attempts) {
    if (!wanted.getFollowsDigest().isEmpty()
        && known.stream()
            .noneMatch(
                each ->
                    each.finished()
                        && isWhole(each.seed())
                        && each.seed().getEventsDigest().equals(wanted.getFollowsDigest()))) {
      return new Refuse(
          "these events are of a delta, and the events that they follow, with content digest "
              + wanted.getFollowsDigest()
              + ", are not wholly confirmed here; seed those first");
    }
    if (!again) {
      Optional<Known> repeated = known.stream().filter(each -> repeats(each, wanted)).findFirst();
      if (repeated.isPresent()) {
        return new Refuse(
            String.format(
                Locale.ROOT,
                "%s as seed '%s' (%s); nothing was sent. --again sends them again, with the same ids",
                repeated.get().seed().getEventsDigest().equals(wanted.getEventsDigest())
                    ? "events of this folder were seeded already"
                    : "events of " + wanted.getCountry() + " from another full dump were seeded",
                repeated.get().seed().getName(),
                repeated.get().finished()
                    ? "finished"
                    : "confirmed to ordinal " + repeated.get().progress().getPrefix()));
      }
    }
    int attempt = attempts + 1;
    String name = attempt == 1 ? wanted.getName() : wanted.getName() + "~" + attempt;
    return new Begin(wanted.toBuilder().setName(name).setAttempt(attempt).build());
  }

  private static boolean isAttemptOf(Known known, String name) {
    String own = known.seed().getName();
    return own.equals(name) || own.equals(name + "~" + known.seed().getAttempt());
  }

  private static boolean isWhole(SeedBegun seed) {
    return seed.getChoice().equals(SeedChoice.getDefaultInstance());
  }

  /** Returns whether a seed would repeat facts of a known one. */
  private static boolean repeats(Known known, SeedBegun wanted) {
    SeedBegun seed = known.seed();
    return seed.getEventsDigest().equals(wanted.getEventsDigest())
        || (seed.getChainPosition() == 0
            && wanted.getChainPosition() == 0
            && isWhole(seed)
            && isWhole(wanted)
            && seed.getCountry().equals(wanted.getCountry()));
  }

  private static List<String> differences(SeedBegun begun, SeedBegun wanted) {
    List<String> differences = new ArrayList<>();
    differ(differences, "content digest", begun.getEventsDigest(), wanted.getEventsDigest());
    differ(differences, "choice", begun.getChoice(), wanted.getChoice());
    differ(differences, "order", begun.getOrder(), wanted.getOrder());
    if (wanted.getTransport() != Transport.TRANSPORT_DRY_RUN) {
      differ(differences, "transport", begun.getTransport(), wanted.getTransport());
    }
    differ(differences, "partitions", begun.getPartitions(), wanted.getPartitions());
    return differences;
  }

  private static void differ(List<String> differences, String what, Object begun, Object wanted) {
    if (!begun.equals(wanted)) {
      differences.add(what + " " + text(begun) + ", not " + text(wanted));
    }
  }

  private static String text(Object value) {
    String text =
        value instanceof ProtocolMessageEnum
            ? value.toString().replaceFirst("^[A-Z]+_", "").toLowerCase(Locale.ROOT)
            : value.toString().strip().replaceAll("\\s+", " ");
    return text.isEmpty() ? "of all events" : text;
  }

  private static Optional<String> otherPlace(SeedHistory history, LogOpened here) {
    return history
        .opened()
        .filter(
            log ->
                !log.getIncarnation().equals(here.getIncarnation())
                    || !log.getExchange().equals(here.getExchange())
                    || !log.getVirtualHost().equals(here.getVirtualHost()))
        .map(
            log ->
                String.format(
                    Locale.ROOT,
                    "the log is of exchange '%s' in vhost '%s', incarnation %s, and the broker has"
                        + " exchange '%s' in vhost '%s', incarnation %s; give another --log. An"
                        + " incarnation ends when the topology is purged or deleted",
                    log.getExchange(),
                    log.getVirtualHost(),
                    log.getIncarnation(),
                    here.getExchange(),
                    here.getVirtualHost(),
                    here.getIncarnation()));
  }

  /** The log is written first, so the ledger never knows more than a whole log. */
  private static Optional<String> disagreement(SeedHistory history, Ledger ledger) {
    if (history.seeds().isEmpty()) {
      return Optional.empty();
    }
    for (LedgerSeed seed : ledger.getSeedsList()) {
      Optional<PastSeed> own = history.seed(seed.getBegun().getName());
      boolean behind =
          own.isEmpty()
              || own.get().progress().getPrefix() < seed.getPrefix()
              || (seed.getFinished() && !own.get().isFinished());
      if (behind || !own.get().begun().equals(seed.getBegun())) {
        return Optional.of(
            disagree(
                seed.getBegun().getName(),
                own.map(each -> describe(Known.of(each))).orElse("nothing"),
                describe(Known.of(seed))));
      }
    }
    for (PastSeed own : history.seeds()) {
      if (own.progress().getConfirmed() > 0
          && ledger.getSeedsList().stream()
              .noneMatch(each -> each.getBegun().getName().equals(own.begun().getName()))) {
        return Optional.of(disagree(own.begun().getName(), describe(Known.of(own)), "nothing"));
      }
    }
    return Optional.empty();
  }

  private static String disagree(String name, String log, String ledger) {
    return String.format(
        Locale.ROOT,
        "log and ledger disagree on seed '%s': the log says: %s; the broker's ledger says: %s."
            + " Another machine may have gone on, or the log is an old copy. Give the --log that"
            + " was used last, or a new folder, which begins from the ledger",
        name,
        log,
        ledger);
  }

  private static String describe(Known known) {
    return String.format(
        Locale.ROOT,
        "%s, %d confirmed, all to ordinal %d, content digest %s",
        known.finished() ? "finished" : "not finished",
        known.progress().getConfirmed(),
        known.progress().getPrefix(),
        known.seed().getEventsDigest());
  }

  private static List<Known> known(SeedHistory history, Ledger ledger) {
    return history.seeds().isEmpty()
        ? ledger.getSeedsList().stream().map(Known::of).toList()
        : history.seeds().stream().map(Known::of).toList();
  }

  /**
   * A seed that the log or, for a new log, the ledger knows.
   *
   * @param seed its settings
   * @param progress what is confirmed
   * @param maySentTo the highest ordinal that may have been published
   * @param finished whether all is confirmed
   */
  record Known(SeedBegun seed, Progress progress, long maySentTo, boolean finished) {

    private static Known of(PastSeed seed) {
      return new Known(seed.begun(), seed.progress(), seed.maySentTo(), seed.isFinished());
    }

    private static Known of(LedgerSeed seed) {
      return new Known(
          seed.getBegun(),
          Progress.newBuilder()
              .setPrefix(seed.getPrefix())
              .setConfirmed(seed.getConfirmed())
              .setSentTo(seed.getSentTo())
              .build(),
          Long.MAX_VALUE,
          seed.getFinished());
    }

    private Known later(Known other) {
      return other.seed.getAttempt() > seed.getAttempt() ? other : this;
    }

    private Resume resume(SeedHistory history) {
      return new Resume(seed, progress, maySentTo, note(history));
    }

    private String note(SeedHistory history) {
      if (history.seeds().isEmpty()) {
        return String.format(
            Locale.ROOT,
            "this log is new, so the seed goes on from the broker's ledger: behind ordinal %d it"
                + " repeats what was sent after the ledger was renewed last",
            progress.getPrefix());
      }
      long mayRepeat = Math.max(0, maySentTo - progress.getPrefix());
      return mayRepeat == 0
          ? ""
          : String.format(
              Locale.ROOT,
              "at most %d events behind ordinal %d are repeated, with the same ids",
              mayRepeat,
              progress.getPrefix());
    }
  }
}
