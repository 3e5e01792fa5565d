package com.happypancake.seeder.run;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.EventProperties;
import com.happypancake.seeder.event.RepeatFilter;
import com.rabbitmq.client.GetResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the audit's queue got, seen by a consumer that drops repeats by the rule of docs/wire.md.
 *
 * @param firsts the ordinals of all messages that are no repeats, in the order of arrival
 * @param repeats the number of repeats
 * @param others the number of messages without an ordinal
 * @param endsWithSeedEnded whether the last message is {@code seed-ended}
 */
record AuditedQueue(List<Long> firsts, long repeats, long others, boolean endsWithSeedEnded) {

  AuditedQueue {
    firsts = List.copyOf(firsts);
  }

  /** Takes all messages off the queue. */
  static AuditedQueue drain(BrokerAddress broker, String prefix) throws Exception {
    List<GetResponse> messages = TestBroker.drain(broker, prefix + "audit");
    RepeatFilter filter = new RepeatFilter(0, new byte[0]);
    List<Long> firsts = new ArrayList<>();
    long repeats = 0;
    long others = 0;
    for (GetResponse message : messages) {
      Object ordinal = message.getProps().getHeaders().get(EventProperties.ORDINAL);
      if (!(ordinal instanceof Number number)) {
        others++;
      } else if (filter.isNew(number.longValue())) {
        firsts.add(number.longValue());
      } else {
        repeats++;
      }
    }
    boolean ends =
        !messages.isEmpty()
            && messages.get(messages.size() - 1).getEnvelope().getRoutingKey().equals("seed.ended");
    return new AuditedQueue(firsts, repeats, others, ends);
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }
}
