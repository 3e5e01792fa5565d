package com.happypancake.seeder.run;

import com.happypancake.schemas.seed.QueueProof;
import com.happypancake.schemas.seed.SeedBegun;
import com.happypancake.schemas.seed.Transport;
import com.happypancake.seeder.SeedSnapshot.QueueDepth;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.broker.ArrivalProof;
import com.happypancake.seeder.broker.BrokerConnections;
import com.happypancake.seeder.broker.BrokerException;
import com.happypancake.seeder.broker.BrokerException.Kind;
import com.happypancake.seeder.broker.BrokerTopology;
import com.happypancake.seeder.broker.BrokerTopology.Queue;
import com.happypancake.seeder.broker.QueueCount;
import com.happypancake.seeder.broker.TopologyFinding;
import com.happypancake.seeder.broker.TopologyProof;
import com.happypancake.seeder.engine.Transport.LinkException;
import com.happypancake.seeder.stream.StreamBacklog;
import com.happypancake.seeder.stream.StreamBacklog.Behind;
import com.happypancake.seeder.stream.StreamSettings;
import com.happypancake.seeder.stream.StreamTopology;
import com.rabbitmq.client.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at topology and queues on a connection that never publishes, since an alarm of the broker
 * blocks publishers.
 *
 * <p>It opens a new connection when the last one is lost. Not thread-safe, except that any thread
 * may close it, which ends a question that waits for its answer.
 */
final class SeedWatch implements AutoCloseable {

  private static final String NAME = "hpc seed status";

  /** The time in which RabbitMQ's counts follow the last confirm. */
  private static final int LAST_LOOKS = 12;

  private static final long LOOK_MILLIS = 500;

  private final Seeding seeding;
  private final BrokerTopology topology;
  private final TopologyProof proof;
  private final Set<String> allowed;
  private final StreamTopology stream;
  private final StreamBacklog backlog;
  private volatile Connection connection;
  private Optional<String> unanswered = Optional.empty();
  private List<QueueCount> atStart = List.of();
  private List<QueueProof> proofs = List.of();
  private boolean isChanged;

  private SeedWatch(Seeding seeding, BrokerTopology topology, Connection connection) {
    this.seeding = seeding;
    this.topology = topology;
    this.connection = connection;
    Seeding.Where where = seeding.where();
    this.allowed = new HashSet<>(where.allowed());
    this.stream = StreamTopology.hpc(topology.prefix(), where.partitions());
    BrokerTopology all = isStream() ? topology.withStreams(stream.streams()) : topology;
    this.proof = new TopologyProof(where.broker(), all, where.managementUrl());
    int port = StreamSettings.port(where.broker(), where.streamPort());
    this.backlog = new StreamBacklog(where.broker(), port, stream);
  }

  /** Opens a connection. */
  static SeedWatch open(Seeding seeding, BrokerTopology topology)
      throws BrokerException, InterruptedException {
    return new SeedWatch(
        seeding, topology, BrokerConnections.openInterruptibly(seeding.where().broker(), NAME));
  }

  /** Returns the connection, which never publishes. */
  Connection connection() throws BrokerException, InterruptedException {
    if (!connection.isOpen()) {
      connection = BrokerConnections.openInterruptibly(seeding.where().broker(), NAME);
    }
    return connection;
  }

  /**
   * Checks the topology before the first event.
   *
   * @param bytes what will come into each queue
   * @return what is allowed or was not checked, a sentence each
   * @throws BrokerException TOPOLOGY if anything stops the run, which the message lists
   */
  List<String> checkBefore(Map<String, Long> bytes) throws BrokerException, InterruptedException {
    List<TopologyFinding> findings = look(bytes);
    Optional<BrokerException> refusal = refusal(findings);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    atStart = QueueCount.read(seeding.where().broker(), topology, connection());
    return Stream.concat(texts(findings, false).stream(), unheld().stream()).toList();
  }

  /**
   * Looks what stands on the broker.
   *
   * @param bytes what will come into each queue
   * @throws BrokerException if the broker can't be asked
   */
  List<TopologyFinding> look(Map<String, Long> bytes) throws BrokerException, InterruptedException {
    return proof.check(connection(), bytes);
  }

  /** Returns why a run must not begin; empty if it may. */
  Optional<BrokerException> refusal(List<TopologyFinding> findings) {
    List<String> stops = texts(findings, true);
    return stops.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BrokerException(
                Kind.TOPOLOGY,
                seeding.where().broker(),
                String.join("; ", stops) + advice(findings)));
  }

  /** Returns whether a finding stops a run. */
  boolean stops(TopologyFinding finding) {
    return finding.stops(allowed, seeding.where().allowUnchecked());
  }

  /** Returns what the fullest node can store, as of the last look; empty if unknown. */
  OptionalLong usableBytes() {
    return proof.usableBytes();
  }

  private String advice(List<TopologyFinding> findings) {
    List<String> advice = new ArrayList<>();
    for (TopologyFinding finding : findings) {
      String each =
          switch (finding.kind()) {
            case MISSING ->
                "'hpc topology declare"
                    + (isStream() ? " --stream" : "")
                    + "' with the same broker and prefix makes what is missing";
            case DIFFERENT -> "'hpc topology diff' shows what differs";
            case RISK -> "mend what can lose events, or allow it by --allow NAME";
            case UNCHECKED -> "--allow-unchecked seeds without these checks";
            case EXTRA -> "";
          };
      if (!each.isEmpty() && !advice.contains(each)) {
        advice.add(each);
      }
    }
    return advice.isEmpty() ? "" : ". " + String.join("; ", advice);
  }

  private List<String> texts(List<TopologyFinding> findings, boolean stopping) {
    return texts(findings, each -> stops(each) == stopping);
  }

  private static List<String> texts(
      List<TopologyFinding> findings, Predicate<TopologyFinding> wanted) {
    return findings.stream()
        .filter(wanted)
        .map(
            each ->
                (each.kind() == TopologyFinding.Kind.UNCHECKED ? "not checked: " : "")
                    + each.subject()
                    + ": "
                    + each.text()
                    + each.allowName().map(name -> " [" + name + "]").orElse(""))
        .toList();
  }

  /**
   * What a check during the run found, a sentence each.
   *
   * @param stops why the run must stop; empty if it may go on
   * @param passes what would refuse a start, and is no reason to stop
   */
  record Recheck(List<String> stops, List<String> passes) {}

  /**
   * Checks the topology again.
   *
   * @throws BrokerException if the broker can't be asked
   */
  Recheck checkAgain() throws BrokerException, InterruptedException {
    List<TopologyFinding> findings = proof.check(connection());
    return new Recheck(
        texts(findings, each -> each.stopsRun(allowed)),
        texts(findings, each -> stops(each) && !each.stopsRun(allowed)));
  }

  /**
   * Checks the topology after the last event.
   *
   * @return what was found, a sentence each
   */
  List<String> checkAtEnd() throws InterruptedException {
    try {
      Recheck found = checkAgain();
      isChanged = !found.stops().isEmpty();
      return Stream.concat(found.stops().stream(), found.passes().stream()).toList();
    } catch (BrokerException e) {
      return List.of("the topology was not checked at the end: " + e.getMessage());
    }
  }

  /**
   * Returns the depths of the watched queues, or how far the watched consumers of a stream are
   * behind. What is not known is absent.
   */
  List<QueueDepth> depths() throws BrokerException, InterruptedException {
    if (isStream()) {
      // A stream of which nobody asks for depths is not read.
      return seeding.pace().maxQueueDepth().isPresent()
              || !seeding.pace().watchedModules().isEmpty()
          ? behind()
          : List.of();
    }
    return depths(QueueCount.read(seeding.where().broker(), topology, connection()));
  }

  /** Returns the depths of the watched queues before the first event; those of a stream later. */
  List<QueueDepth> depthsAtStart() {
    return isStream() ? List.of() : depths(atStart);
  }

  private List<QueueDepth> depths(List<QueueCount> counts) {
    Set<String> watched = new HashSet<>(watchedQueues());
    watched.removeAll(proof.streams().orElse(Set.of()));
    return counts.stream()
        .filter(each -> watched.contains(each.queue()))
        .map(each -> new QueueDepth(each.queue(), each.ready()))
        .toList();
  }

  private boolean isStream() {
    return seeding.where().transport() == Transport.TRANSPORT_STREAM;
  }

  private List<String> watchedModules() {
    List<String> modules = seeding.pace().watchedModules();
    return modules.isEmpty()
        ? topology.queues().stream()
            .map(Queue::module)
            .filter(each -> !each.equals("audit"))
            .toList()
        : modules;
  }

  private List<String> watchedQueues() {
    List<String> modules = watchedModules();
    return topology.queues().stream()
        .filter(each -> modules.contains(each.module()))
        .map(Queue::name)
        .toList();
  }

  /** A stream that can't be asked is asked again later; nothing else of the run needs to know. */
  private List<QueueDepth> behind() throws InterruptedException {
    List<QueueDepth> known = new ArrayList<>();
    try {
      for (Behind each : backlog.read(watchedModules())) {
        if (each.messages().isPresent()) {
          known.add(new QueueDepth(each.consumer(), each.messages().getAsLong()));
        }
      }
      unanswered = Optional.empty();
    } catch (LinkException e) {
      unanswered = Optional.of(String.valueOf(e.getMessage()));
    }
    return known;
  }

  /** Says for what the limit of depths can't hold the run back, a sentence each. */
  List<String> unheld() throws InterruptedException {
    if (seeding.pace().maxQueueDepth().isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    if (isStream()) {
      Set<String> known =
          behind().stream().map(QueueDepth::queue).collect(Collectors.toUnmodifiableSet());
      String unknown =
          watchedModules().stream()
              .filter(each -> !known.contains(each))
              .collect(Collectors.joining(", "));
      if (unanswered.isPresent()) {
        texts.add(
            "--max-queue-depth does not hold the run back, as the offsets of consumers are not"
                + " known: "
                + unanswered.get());
      } else if (!unknown.isEmpty()) {
        texts.add(
            "--max-queue-depth does not hold the run back for "
                + unknown
                + ": no consumer of that name has stored an offset in stream '"
                + stream.name()
                + "', so how far it is behind is not known");
      }
      return texts;
    }
    String streams =
        watchedQueues().stream()
            .filter(each -> proof.streams().orElse(Set.of()).contains(each))
            .collect(Collectors.joining(", "));
    if (!streams.isEmpty()) {
      texts.add(
          "--max-queue-depth does not hold the run back for "
              + streams
              + ": a stream keeps what was consumed, so how far its consumers are behind is not"
              + " known");
    }
    if (proof.streams().isEmpty()) {
      texts.add(
          "whether the watched queues are streams, whose messages --max-queue-depth would take for"
              + " a backlog, is not known without the management API");
    }
    return texts;
  }

  /**
   * Says of each queue whether it got what it should have got. Waits some seconds for RabbitMQ's
   * counts.
   *
   * @param seed the seed with the counts by type
   * @param isFirstRun whether no earlier run published events of the seed
   * @param repeats the events that may have arrived twice
   * @return a sentence for each queue
   */
  List<String> prove(SeedBegun seed, boolean isFirstRun, long repeats) throws InterruptedException {
    if (seed.getTransport() != Transport.TRANSPORT_AMQP) {
      return List.of("no queue was counted; 'hpc audit' compares what arrived");
    }
    if (!isFirstRun) {
      return List.of(
          "no queue was counted, since an earlier run published, too; 'hpc audit' compares what"
              + " arrived");
    }
    try {
      proofs = compare(seed, repeats).stream().map(SeedWatch::message).toList();
      return proofs.stream()
          .map(each -> "queue " + each.getQueue() + ": " + each.getText())
          .toList();
    } catch (BrokerException e) {
      return List.of("no queue was counted: " + e.getMessage());
    }
  }

  private static QueueProof message(ArrivalProof proof) {
    QueueProof.Builder message =
        QueueProof.newBuilder()
            .setQueue(proof.queue())
            .setExpected(proof.expected())
            .setText(proof.text());
    if (proof.outcome() != ArrivalProof.Outcome.UNPROVABLE) {
      message.setProved(proof.outcome() == ArrivalProof.Outcome.PROVED);
    }
    return message.build();
  }

  /** Returns what {@link #prove} found of each queue. */
  List<QueueProof> proofs() {
    return proofs;
  }

  /**
   * Returns whether a queue's counts or the topology differed at the end from what was expected.
   */
  boolean isDifferent() {
    return isChanged || proofs.stream().anyMatch(each -> each.hasProved() && !each.getProved());
  }

  private List<ArrivalProof> compare(SeedBegun seed, long repeats)
      throws BrokerException, InterruptedException {
    Map<String, Long> expected = SeedVolume.messages(topology, seed.getByTypeList());
    List<ArrivalProof> compared = List.of();
    for (int look = 0; look < LAST_LOOKS; look++) {
      List<QueueCount> now = QueueCount.read(seeding.where().broker(), topology, connection());
      compared = ArrivalProof.compare(expected, repeats, atStart, now);
      if (compared.stream().noneMatch(each -> each.outcome() == ArrivalProof.Outcome.DIFFERENT)) {
        break;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return compared;
  }

  @Override
  public void close() {
    backlog.close();
    BrokerConnections.close(connection);
  }
}
