package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.benchmarks.DumpBlocks.BlockTask;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.block.Codec;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.manifest.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The work that all sides do: the raw file, our dump of it, and its blocks. */
class WorkTest {

  private static final long BYTES = 2_000_000;

  private final WorkFolder work;

  WorkTest(@TempDir Path folder) {
    this.work = new WorkFolder(folder.resolve("work"), BYTES);
  }

  private Dump dump() throws IOException {
    work.prepare();
    WriteDump.main(new String[] {work.raw().toString(), work.dump().toString()});
    return Dump.open(work.dump());
  }

  @Test
  void recordsAreMessagesOfAbout300BytesThatCompressAsNaturalTextDoes() throws IOException {
    work.prepare();
    byte[] raw = Files.readAllBytes(work.raw());
    assertThat((long) raw.length).isBetween(BYTES, BYTES + 5_000);
    ByteArrayInputStream in = new ByteArrayInputStream(raw);
    long records = 0;
    for (Message message = Message.parseDelimitedFrom(in);
        message != null;
        message = Message.parseDelimitedFrom(in)) {
      records++;
      assertThat(message.getMessageId()).isEqualTo(records);
    }
    assertThat(raw.length / records).isBetween(285L, 315L);
    Deflater deflater = new Deflater(6);
    deflater.setInput(raw);
    deflater.finish();
    double ratio = (double) raw.length / deflater.deflate(new byte[raw.length]);
    deflater.end();
    assertThat(ratio).isBetween(2.4, 2.6);
  }

  @Test
  void recordsAreTheSameEachTime() {
    MessageGenerator one = new MessageGenerator();
    MessageGenerator other = new MessageGenerator();
    for (int i = 0; i < 100; i++) {
      assertThat(one.next()).isEqualTo(other.next());
    }
  }

  @Test
  void whatAnEarlierRunLeftIsRemoved() throws IOException {
    byte[] marker = {1};
    Files.createDirectories(work.dump().resolve("Messages"));
    Files.write(work.dump().resolve("Messages/part"), marker);
    Files.write(work.output(), marker);
    Files.write(work.raw(), marker);
    work.prepare();
    assertThat(work.dump()).doesNotExist();
    assertThat(work.output()).doesNotExist();
    assertThat(Files.size(work.raw())).isGreaterThanOrEqualTo(BYTES);
    work.clear();
    assertThat(work.folder()).isEmptyDirectory();
  }

  @Test
  void aDiskWithTooLittleSpaceIsRefused() {
    WorkFolder tooMuch = new WorkFolder(work.folder(), Long.MAX_VALUE / 1_000);
    assertThatThrownBy(tooMuch::prepare)
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            ".*work: has \\d+ MB free; the run needs 23058430092 MB;"
                + " name another folder with --work");
    assertThat(tooMuch.raw()).doesNotExist();
  }

  @Test
  void ourDumpHoldsTheRawFile() throws IOException, GeneralSecurityException {
    Part part = dump().parts().get(0);
    byte[] raw = Files.readAllBytes(work.raw());
    assertThat(part.getContentBytes()).isEqualTo(raw.length);
    assertThat(part.getContentSha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw)));
  }

  static Stream<Codec> codecs() {
    List<Codec> codecs = new ArrayList<>();
    for (String name : List.of("jdk-1", "gkl-1", "gkl-2")) {
      try {
        codecs.add(Codec.of(name));
      } catch (IllegalArgumentException e) {
        // The native codec does not load on this machine.
      }
    }
    return codecs.stream();
  }

  @ParameterizedTest
  @MethodSource("codecs")
  @Timeout(60)
  void theLimitDoesTheWholeWorkOnAnyNumberOfThreads(Codec codec)
      throws IOException, InterruptedException {
    DumpBlocks blocks = DumpBlocks.of(dump(), work.raw());
    long content = Files.size(work.raw());
    assertThat(blocks.run(1, () -> (bytes, deflated) -> 1)).isGreaterThan(30);
    long deflated = blocks.run(1, DumpBlocks.deflate(codec));
    assertThat((double) content / deflated).isBetween(1.8, 2.7);
    assertThat(blocks.run(3, DumpBlocks.deflate(codec))).isEqualTo(deflated);
    for (Supplier<BlockTask> each :
        List.of(DumpBlocks.inflate(codec), DumpBlocks.crc(), DumpBlocks.sha256())) {
      assertThat(blocks.run(3, each)).isEqualTo(content);
    }
  }

  @Test
  void blocksAreContentAndItsDeflate() throws IOException, InterruptedException {
    DumpBlocks blocks = DumpBlocks.of(dump(), work.raw());
    BlockTask inflating =
        (content, deflated) -> {
          Inflater inflater = new Inflater(true);
          inflater.setInput(deflated);
          byte[] inflated = new byte[content.length];
          assertThat(inflater.inflate(inflated)).isEqualTo(content.length);
          inflater.end();
          assertThat(inflated).isEqualTo(content);
          return content.length;
        };
    assertThat(blocks.run(1, () -> inflating)).isEqualTo(Files.size(work.raw()));
  }

  @Test
  @Timeout(60)
  void aBlockThatCannotBeWorkedOnEndsTheRun() throws IOException {
    DumpBlocks blocks = DumpBlocks.of(dump(), work.raw());
    assertThatThrownBy(
            () ->
                blocks.run(
                    2,
                    () ->
                        (content, deflated) -> {
                          throw new DataFormatException("of a test");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("a block could not be worked on: java.util.zip.DataFormatException: of a test");
  }
}
