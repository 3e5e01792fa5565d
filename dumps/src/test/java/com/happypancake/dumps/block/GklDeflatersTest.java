package com.happypancake.dumps.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.happypancake.dumps.block.GklDeflaters.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GklDeflatersTest {

  private static final int FIRST = 2;
  private static final int SECOND = 200;

  private final Random random = new Random(11);

  @BeforeEach
  void onlyWhereItLoads() {
    assumeTrue(Gkl.isLoaded(), Gkl::description);
  }

  private static byte[] deflate(Deflater deflater, byte[] content) {
    byte[] deflated = new byte[2 * content.length + 100];
    deflater.setInput(content, 0, content.length);
    deflater.finish();
    return Arrays.copyOf(deflated, deflater.deflate(deflated, 0, deflated.length));
  }

  private static byte[] alone(Native one, byte[] content) {
    one.deflater().reset();
    return deflate(one.deflater(), content);
  }

  private static byte[] deflate(GklDeflaters deflaters, byte[] content) {
    return deflate(deflaters.forContent(content, content.length), content);
  }

  /** Noise of 7 bits, with a word of four bytes after the first two and once more later. */
  private byte[] twice(int word, int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) random.nextInt(128);
    }
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(FIRST, word).putInt(SECOND, word);
    // Or the match would be one byte longer, and found by its beginning.
    content[SECOND - 1] = (byte) (content[FIRST - 1] ^ 1);
    return content;
  }

  /** Whether nothing between takes the word's slot. */
  private static boolean isUndisturbed(GklDeflaters deflaters, byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int slot = deflaters.slot(bytes.getInt(FIRST), content.length);
    return IntStream.range(0, SECOND)
        .allMatch(at -> at == FIRST || deflaters.slot(bytes.getInt(at), content.length) != slot);
  }

  /**
   * If the native deflaters agree on this by themselves one day, then their fault was mended, and
   * {@link GklDeflaters} is not needed any more.
   */
  @ParameterizedTest
  @CsvSource({"1, 3000", "1, 9000", "1, 65280", "2, 3000", "2, 9000", "2, 65280"})
  void whatANativeDeflaterWouldDeflateByItsAddressIsGivenToAnother(int level, int length) {
    Native one = Native.create(level);
    Native other = Native.create(level);
    try (GklDeflaters first = new GklDeflaters(level, List.of(one));
        GklDeflaters second = new GklDeflaters(level, List.of(other))) {
      int slot = first.slot(one.address(), length);
      int word =
          random
              .ints()
              .filter(candidate -> first.slot(candidate, length) == slot)
              .findFirst()
              .orElseThrow();
      byte[] content =
          Stream.generate(() -> twice(word, length))
              .filter(each -> isUndisturbed(first, each))
              .findFirst()
              .orElseThrow();
      assertThat(first.slot(other.address(), length)).isNotEqualTo(slot);
      assertThat(alone(one, content)).isNotEqualTo(alone(other, content));
      assertThat(deflate(first, content)).isEqualTo(deflate(second, content));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void deflatersAtHundredsOfAddressesAgreeInEveryByte(int level) {
    deflateAtAddresses(level, 4);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void deflatersAtThousandsOfAddressesAgreeInEveryByte(int level) {
    deflateAtAddresses(level, 25);
  }

  private void deflateAtAddresses(int level, int rounds) {
    List<byte[]> contents = new ArrayList<>();
    for (int length = 1; length < 65_280; length += 1 + length / 8) {
      contents.add(repetitive(length));
    }
    List<byte[]> expected = new ArrayList<>();
    try (GklDeflaters deflaters = new GklDeflaters(level)) {
      contents.forEach(content -> expected.add(deflate(deflaters, content)));
    }
    for (int round = 0; round < rounds; round++) {
      // Held together, for the next of one that ended would come to its address.
      List<GklDeflaters> all =
          IntStream.range(0, 40).mapToObj(any -> new GklDeflaters(level)).toList();
      for (GklDeflaters deflaters : all) {
        for (int i = 0; i < contents.size(); i++) {
          assertThat(deflate(deflaters, contents.get(i))).isEqualTo(expected.get(i));
        }
      }
      all.forEach(GklDeflaters::close);
    }
  }

  /** Repeats its own first bytes again and again. */
  private byte[] repetitive(int length) {
    byte[] content = new byte[length];
    for (int at = 0; at < length; ) {
      boolean again = at > 8 && random.nextInt(4) == 0;
      int from = random.nextInt(4);
      for (int i = 0; i < 6 && at < length; i++, at++) {
        content[at] = again ? content[from + i] : (byte) ('a' + random.nextInt(8));
      }
    }
    return content;
  }

  @Test
  void aBlockTooShortForASlotIsDeflatedToo() {
    try (GklDeflaters deflaters = new GklDeflaters(1)) {
      assertThat(deflate(deflaters, new byte[1])).isNotEmpty();
    }
  }
}
