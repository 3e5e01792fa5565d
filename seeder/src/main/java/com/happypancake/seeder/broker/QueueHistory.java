package com.happypancake.seeder.broker;

import com.happypancake.seeder.broker.BrokerTopology.Queue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Compares a queue with itself at the check before, to notice that it was deleted and made again,
 * or purged. Pure. Not thread-safe.
 *
 * <p>RabbitMQ 3.10 gives a queue no identity. A classic queue numbers its messages, and the number
 * begins at 0 in a new queue. Of any queue, the count of messages can't fall while nobody consumes.
 * A queue that was made again and got more messages than before within one interval is not noticed.
 */
final class QueueHistory {

  private final Map<String, QueueCount> counts = new HashMap<>();
  private final Map<String, Long> sequences = new HashMap<>();

  /** Returns whether a queue holds less than at the check before, and nobody consumes. */
  boolean isShort(QueueCount now) {
    QueueCount before = counts.get(now.queue());
    return before != null
        && before.consumers() == 0
        && now.consumers() == 0
        && now.ready() < before.ready();
  }

  /** Compares a queue with the check before, and remembers it. */
  List<TopologyFinding> compare(Queue queue, QueueCount now, OptionalLong sequence) {
    List<TopologyFinding> findings = new ArrayList<>();
    String name = queue.name();
    boolean isShort = isShort(now);
    QueueCount before = counts.put(name, now);
    if (isShort && before != null) {
      findings.add(
          TopologyFinding.risk(
              Risk.SHRUNK,
              queue.module(),
              name,
              "queue '"
                  + name
                  + "' holds "
                  + now.ready()
                  + " messages and held "
                  + before.ready()
                  + ", and nobody was seen to consume: it was purged, or deleted and made again,"
                  + " or drained between two checks"));
    }
    if (sequence.isPresent()) {
      Long earlier = sequences.put(name, sequence.getAsLong());
      if (earlier != null && sequence.getAsLong() < earlier) {
        findings.add(
            TopologyFinding.risk(
                Risk.REMADE,
                queue.module(),
                name,
                "queue '"
                    + name
                    + "' was deleted and made again: it got "
                    + sequence.getAsLong()
                    + " messages in its life, and had got "
                    + earlier));
      }
    }
    return findings;
  }
}
