package com.happypancake.dumps.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

public class CodecTest {

  @TempDir Path temporary;

  public static Stream<Codec> codecs() {
    return Stream.of("gkl-1", "gkl-2", "jdk-1", "jdk-6", "jdk-9")
        .filter(name -> name.startsWith("jdk") || Gkl.isLoaded())
        .map(Codec::of);
  }

  @Test
  void theNativeCodecLoadsWhereItsMakersSayItDoes() {
    boolean promised =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    assumeTrue(promised, "GKL has no native code for this system");
    assertThat(Codec.nativeCodec()).isEqualTo("Intel GKL 0.9.1");
    assertThat(Codec.of("gkl-1").description()).isEqualTo("gkl-1 (Intel GKL 0.9.1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gkl", "gkl-3", "jdk-0", "jdk-10", "zstd-1", ""})
  void anUnknownCodecIsRefusedWithThoseThatThereAre(String name) {
    assertThatThrownBy(() -> Codec.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no codec '" + name + "'; there are gkl-1, gkl-2 and jdk-1 to jdk-9");
  }

  @Test
  void aCodecIsNamedWithLettersOfAnyCase() {
    assertThat(Codec.of("JDK-1")).isEqualTo(Codec.of("jdk-1"));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void whatACodecDeflatesEveryCodecInflates(Codec writer) throws BlockException {
    Random random = new Random(1);
    byte[] block = new byte[Bgzf.MAX_BLOCK_BYTES];
    byte[] inflated = new byte[Bgzf.MAX_BLOCK_BYTES];
    try (BlockDeflater deflater = new BlockDeflater(writer)) {
      for (int length : new int[] {1, 2, 10, 1000, 65_279, Bgzf.MAX_CONTENT_BYTES}) {
        // From constant bytes to noise.
        for (int symbols : new int[] {1, 2, 20, 256}) {
          byte[] content = new byte[length];
          for (int i = 0; i < length; i++) {
            content[i] = (byte) random.nextInt(symbols);
          }
          int size = deflater.deflate(content, length, block);
          assertThat(BlockInflater.size(block)).isEqualTo(size);
          for (Codec reader : codecs().toList()) {
            try (BlockInflater inflater = new BlockInflater(reader)) {
              assertThat(inflater.inflate(block, size, inflated)).isEqualTo(length);
            }
            assertThat(Arrays.copyOf(inflated, length)).isEqualTo(content);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void codecsFindTheSameBlocksDamagedForTheSameReason(Codec reader) {
    flipBits(reader, 7);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("codecs")
  void everyBlockThatACodecFindsDamagedAllDoForTheSameReason(Codec reader) {
    flipBits(reader, 1);
  }

  private static void flipBits(Codec reader, int step) {
    byte[] content = new byte[2000];
    Random random = new Random(3);
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) random.nextInt(20);
    }
    byte[] block = new byte[Bgzf.MAX_BLOCK_BYTES];
    byte[] inflated = new byte[Bgzf.MAX_BLOCK_BYTES];
    int size;
    try (BlockDeflater deflater = new BlockDeflater(new Codec(Codec.Library.JDK, 6))) {
      size = deflater.deflate(content, content.length, block);
    }
    int unnoticed = 0;
    try (BlockInflater inflater = new BlockInflater(reader);
        BlockInflater judge = new BlockInflater(new Codec(Codec.Library.JDK, 1))) {
      for (int bit = Bgzf.HEADER_BYTES * 8; bit < size * 8; bit += step) {
        byte[] flipped = block.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        String found = inflate(inflater, flipped, size, inflated);
        if (found.isEmpty()) {
          // The content is right; it is a matter of the stream's last bits alone.
          unnoticed++;
          assertThat(Arrays.copyOf(inflated, content.length)).isEqualTo(content);
        } else {
          assertThat(found).isEqualTo(inflate(judge, flipped, size, inflated));
        }
      }
    }
    assertThat(unnoticed).isLessThan(40);
  }

  private static String inflate(BlockInflater inflater, byte[] block, int size, byte[] content) {
    try {
      inflater.inflate(block, size, content);
      return "";
    } catch (BlockException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aBlockThatInflatesToSomethingElseIsNotWritten() throws IOException {
    Block block = new Block();
    block.length = 1000;
    WriteOptions options = new WriteOptions(Codec.of("jdk-1"), true);
    try (BlockDeflater deflater = new BlockDeflater(options.codec());
        BlockInflater inflater = new BlockInflater(options.codec());
        BlockWriter writer =
            new BlockWriter(
                FileChannel.open(
                    temporary.resolve("blocks"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE),
                "Cities/part-00000.pb.gz",
                options,
                Workers.caller())) {
      block.size = deflater.deflate(block.content, block.length, block.bytes);
      writer.verify(block, inflater);
      block.content[999] = 1;
      assertThatThrownBy(() -> writer.verify(block, inflater))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Cities/part-00000.pb.gz: what jdk-1 (zlib of Java")
          .hasMessageEndingWith(
              "deflated does not inflate to the same 1000 bytes: a block that holds something"
                  + " else; write with another codec, such as jdk-1");
      block.bytes[block.size - 8] ^= 1;
      assertThatThrownBy(() -> writer.verify(block, inflater))
          .hasMessageContaining("a block's CRC-32 is");
    }
  }

  @Test
  void loadingLeavesNoFileBehind() throws IOException {
    Codec.preferred();
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("libgkl"));
    }
  }
}
