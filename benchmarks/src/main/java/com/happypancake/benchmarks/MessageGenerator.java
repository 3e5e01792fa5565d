package com.happypancake.benchmarks;

import com.google.protobuf.ByteString;
import com.happypancake.sample.random.RowRandom;
import com.happypancake.sample.text.TextGenerator;
import com.happypancake.sample.text.TextLengths;
import com.happypancake.sample.text.Vocabulary;
import com.happypancake.schemas.legacy.Message;
import java.nio.ByteBuffer;

/**
 * Makes the rows of Messages for the benchmarks: about 300 bytes each, with text that compresses
 * like natural text. They are the same on every machine.
 */
final class MessageGenerator {

  private static final String COUNTRY = "FI";
  private static final double WORD_FLATTENING = 40;
  private static final int LONGEST_SUBJECT = 200;
  private static final int MEMBERS = 45_000;

  /** 2012-01-01 in ticks of 100 ns, the time from which messages are sent. */
  private static final long FIRST_TICKS = 13_253_760_000_000_000L;

  private static final long TICKS_PER_SECOND = 10_000_000;
  private static final int DAY_SECONDS = 86_400;
  private static final int MOST_SECONDS_BETWEEN = 60;

  private final TextGenerator texts =
      new TextGenerator(
          Vocabulary.of(COUNTRY), new RowRandom(COUNTRY, 1, "benchmark.lexicon"), WORD_FLATTENING);
  private final RowRandom random = new RowRandom(COUNTRY, 1, "benchmark.messages");
  private final TextLengths lengths = new TextLengths(140, 1.0, TextGenerator.LONGEST);
  private long id;
  private long sentTicks = FIRST_TICKS;

  /** Returns the next row. The first has the id 1. */
  Message next() {
    id++;
    random.at(id);
    sentTicks += random.below(MOST_SECONDS_BETWEEN) * TICKS_PER_SECOND;
    Message.Builder message =
        Message.newBuilder()
            .setMessageId(id)
            .setFromMemberId(1 + random.below(MEMBERS))
            .setToMemberId(1 + random.below(MEMBERS))
            .setSentAt(sentTicks)
            .setDeletedBySender(random.perMille(150))
            .setDeletedByRecipient(random.perMille(100))
            .setRowVersion(
                ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, 2_000 + id)));
    if (random.perMille(450)) {
      message.setSubject(texts.title(random, LONGEST_SUBJECT));
    }
    if (random.perMille(850)) {
      message.setReadAt(sentTicks + random.below(DAY_SECONDS) * TICKS_PER_SECOND);
    }
    return message.setBody(texts.text(random, lengths.draw(random), TextGenerator.LONGEST)).build();
  }
}
