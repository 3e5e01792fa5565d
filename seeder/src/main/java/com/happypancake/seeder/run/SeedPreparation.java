package com.happypancake.seeder.run;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.schemas.manifest.Count;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.seed.Ledger;
import com.happypancake.schemas.seed.LogOpened;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.event.ChosenEvents;
import com.happypancake.seeder.event.EventFolder;
import com.happypancake.seeder.event.SeedEndedMessage;
import com.happypancake.seeder.log.SeedDecision;
import com.happypancake.seeder.log.SeedHistory;
import com.happypancake.seeder.log.SeedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a seed is, and what log and ledger say of it: the same for a run and for a check.
 *
 * @param here where the log's seeds go
 * @param decision whether the seed begins, goes on or is refused
 */
record SeedPreparation(LogOpened here, SeedDecision decision) {

  /**
   * Decides on a seed.
   *
   * @throws RefusedFolderException if the folder has no event with the chosen ordinals
   */
  static SeedPreparation of(Seeding seeding, EventFolder folder, SeedHistory history, Ledger ledger)
      throws RefusedFolderException {
    LogOpened here = here(seeding.where().broker(), seeding.where().topology(), ledger);
    return new SeedPreparation(
        here,
        SeedDecision.decide(
            history, ledger, here, wanted(seeding, folder), seeding.what().again()));
  }

  /** Returns where the seeds of a log into a topology go. */
  static LogOpened here(BrokerAddress broker, BrokerTopology topology, Ledger ledger) {
    return LogOpened.newBuilder()
        .setVersion(SeedLog.VERSION)
        .setIncarnation(ledger.getIncarnation())
        .setVirtualHost(broker.virtualHost())
        .setExchange(topology.exchange())
        .build();
  }

  private static SeedBegun wanted(Seeding seeding, EventFolder folder)
      throws RefusedFolderException {
    Manifest manifest = folder.dump().manifest();
    Seeding.What what = seeding.what();
    if (what.choice().getFirstOrdinal() > folder.events()) {
      throw new RefusedFolderException(
          Reason.OTHER_CONTENT,
          String.format(
              Locale.ROOT,
              "%s: holds %d events; none has the ordinal %d",
              what.events(),
              folder.events(),
              what.choice().getFirstOrdinal()));
    }
    return SeedBegun.newBuilder()
        .setName(what.name().orElseGet(() -> defaultName(what)))
        .setEventsDigest(manifest.getContentDigest())
        .setFollowsDigest(manifest.getFollowsDigest())
        .setChainPosition(manifest.getChainPosition())
        .setCountry(manifest.getCountry())
        .setChoice(what.choice())
        .setOrder(what.order())
        .setTransport(seeding.where().transport())
        .setPartitions(seeding.where().partitions())
        .setLastOrdinal(folder.events())
        .build();
  }

  /** The folder's name; that of a choice also says what is chosen. */
  private static String defaultName(Seeding.What what) {
    String folder = String.valueOf(what.events().toAbsolutePath().normalize().getFileName());
    if (what.isWhole()) {
      return folder;
    }
    List<String> parts = new ArrayList<>(List.of(folder));
    parts.addAll(what.choice().getTypesList());
    if (what.choice().getLimit() > 0) {
      parts.add("limit-" + what.choice().getLimit());
    }
    if (what.choice().getMember() > 0) {
      parts.add("member-" + what.choice().getMember());
    }
    if (what.isRepair()) {
      parts.add(what.choice().getFirstOrdinal() + ".." + what.choice().getLastOrdinal());
    }
    return String.join("+", parts);
  }

  /**
   * Returns the seed's events by type, seed-ended included, if the manifest knows them: not for a
   * choice, nor for a folder of an older version.
   */
  static Optional<List<Count>> knownCounts(Seeding seeding, EventFolder folder) {
    List<Count> known = folder.dump().manifest().getEvents().getByTypeList();
    return seeding.what().isWhole() && total(known) == folder.events()
        ? Optional.of(withEnd(known))
        : Optional.empty();
  }

  /** Returns the seed's events by type. Reads the folder, which was checked, if it must. */
  static List<Count> counts(Seeding seeding, EventFolder folder) throws IOException {
    Optional<List<Count>> known = knownCounts(seeding, folder);
    if (known.isPresent()) {
      return known.get();
    }
    List<Count> counts = ChosenEvents.count(folder, seeding.what().choice());
    return seeding.what().isWhole() ? withEnd(counts) : counts;
  }

  private static List<Count> withEnd(List<Count> counts) {
    List<Count> all = new ArrayList<>(counts);
    all.add(Count.newBuilder().setType(SeedEndedMessage.TYPE).setEvents(1).build());
    return all;
  }

  static long total(List<Count> counts) {
    return counts.stream().mapToLong(Count::getEvents).sum();
  }
}
