package com.happypancake.seeder.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What can be said of the arrival of events in a queue.
 *
 * @param queue the queue's name on the broker
 * @param expected the messages that it should have got
 * @param outcome what the counts say
 * @param text a sentence with the counts, without a period
 */
public record ArrivalProof(String queue, long expected, Outcome outcome, String text) {

  /** What the counts of a queue say. */
  public enum Outcome {
    /** The queue got what was expected, and at most the possible repeats more. */
    PROVED,
    /** The queue lacks messages, or has more than expected. */
    DIFFERENT,
    /** Consumers take messages, or the queue was not counted. */
    UNPROVABLE
  }

  /**
   * Compares the queues' counts at the start and the end with what was expected.
   *
   * @param expected the expected messages by queue, from {@link ExpectedMessages}
   * @param repeats the number of events that may have arrived twice
   * @param start the counts before the first event
   * @param end the counts after the last confirm; RabbitMQ may take some seconds to count
   */
  public static List<ArrivalProof> compare(
      Map<String, Long> expected, long repeats, List<QueueCount> start, List<QueueCount> end) {
    Map<String, QueueCount> before = byQueue(start);
    Map<String, QueueCount> after = byQueue(end);
    List<ArrivalProof> proofs = new ArrayList<>();
    expected.forEach(
        (queue, messages) ->
            proofs.add(
                of(
                    queue,
                    messages,
                    repeats,
                    Optional.ofNullable(before.get(queue)),
                    Optional.ofNullable(after.get(queue)))));
    return proofs;
  }

  private static Map<String, QueueCount> byQueue(List<QueueCount> counts) {
    Map<String, QueueCount> byQueue = new HashMap<>();
    counts.forEach(each -> byQueue.put(each.queue(), each));
    return byQueue;
  }

  private static ArrivalProof of(
      String queue,
      long expected,
      long repeats,
      Optional<QueueCount> start,
      Optional<QueueCount> end) {
    if (start.isEmpty() || end.isEmpty()) {
      return unprovable(queue, expected, "it was not counted at the start and at the end");
    }
    int consumers = Math.max(start.get().consumers(), end.get().consumers());
    if (consumers > 0) {
      return unprovable(queue, expected, "it has " + consumers + " consumers, which take messages");
    }
    long arrived = end.get().ready() - start.get().ready();
    boolean fits = arrived >= expected && arrived <= expected + repeats;
    String surplus = fits && arrived > expected ? ", of which some are repeats" : "";
    return new ArrivalProof(
        queue,
        expected,
        fits ? Outcome.PROVED : Outcome.DIFFERENT,
        String.format(
            Locale.ROOT,
            "expected %d messages, got %d%s%s",
            expected,
            arrived,
            surplus,
            fits ? "" : cause(arrived < expected)));
  }

  private static String cause(boolean isLoss) {
    return isLoss
        ? ": messages are lost, or were taken between two checks"
        : ": another publisher sends to it, too";
  }

  private static ArrivalProof unprovable(String queue, long expected, String why) {
    return new ArrivalProof(
        queue,
        expected,
        Outcome.UNPROVABLE,
        String.format(Locale.ROOT, "expected %d messages; can't be proved: %s", expected, why));
  }
}
