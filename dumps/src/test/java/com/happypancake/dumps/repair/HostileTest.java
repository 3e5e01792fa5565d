package com.happypancake.dumps.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.CraftedDump;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpLayout;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.Dumps;
import com.happypancake.dumps.SmallJvm;
import com.happypancake.dumps.block.Bgzf;
import com.happypancake.dumps.block.BlockDeflater;
import com.happypancake.dumps.block.BlockFile;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.FramedRecord;
import com.happypancake.dumps.block.VirtualOffset;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.index.IndexHeader;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.manifest.Part;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that no writer writes. */
@Timeout(120)
class HostileTest {

  private static final int MAX_PARTS = 10_000;

  @TempDir private Path folder;
  private CraftedDump dump;
  private Path manifest;

  @BeforeEach
  void write() throws IOException {
    dump = new CraftedDump(folder, 3, 2);
    manifest = folder.resolve("manifest.json");
  }

  private void expectRefused(String message) {
    assertThatThrownBy(() -> Dump.open(folder))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining(message);
  }

  private void manifestOf(UnaryOperator<Part.Builder> change) throws IOException {
    CraftedDump.writeManifest(folder, change.apply(dump.part().toBuilder()).build());
  }

  @Test
  void aPartThatIsThereTwiceIsRefused() throws IOException {
    CraftedDump.writeManifest(folder, dump.part(), dump.part());
    expectRefused("or there twice: 'Cities/part-00000.pb.gz'");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 200, 100, 18446744073709551615 records",
    "5, 27, 100, 27 bytes",
    "5, 200, 206401, 206401 bytes of content",
    "5, 200, -7, 18446744073709551609 bytes of content",
    "5, -2, 100, 18446744073709551614 bytes",
    "5, 9000000000000000000, 100, 9000000000000000000 bytes",
    "101, 200, 100, 101 records",
    "0, 200, 100, 0 records",
    "5, 200, 0, 0 bytes of content",
  })
  void sizesThatCannotBeAreRefused(long records, long bytes, long contentBytes, String message)
      throws IOException {
    manifestOf(part -> part.setRecords(records).setBytes(bytes).setContentBytes(contentBytes));
    expectRefused("no part can be as Cities/part-00000.pb.gz: ");
    expectRefused(message);
  }

  @Test
  void aMessageThatTheSchemasLackIsRefused() throws IOException {
    manifestOf(part -> part.setMessage("hpc.legacy.Cat"));
    expectRefused("hpc.legacy.Cat");
  }

  @Test
  void deepNestingIsRefusedWithItsPlace() throws IOException {
    Files.writeString(manifest, "{\"x\":" + "[".repeat(1_000_000));
    expectRefused("manifest.json: byte 36: the JSON is nested more than 32 levels, the limit");
  }

  @Test
  void bracketsWithinTextsAreNoNesting() throws IOException {
    String json = Files.readString(manifest);
    Files.writeString(
        manifest, json.replaceFirst("\\{", "{\"x\": \"" + "[{\\\\\"".repeat(99) + "\","));
    // All but the last of the checks are passed.
    expectRefused("manifest.json: was changed since it was written");
  }

  @Test
  void moreThanAnyNumberOfPartsIsRefused() throws IOException {
    Files.writeString(manifest, "{\"parts\":[" + "{},".repeat(100_000) + "{}]}");
    expectRefused("the JSON holds more than 800000 values, the limit");
    Files.writeString(manifest, "{\"formatVersion\":1,\"parts\":[" + "{},".repeat(10_000) + "{}]}");
    expectRefused("has 10001 parts; the limit is 10000");
  }

  @Test
  void noDumpOfMorePartsIsWritten() throws IOException {
    try (DumpWriter writer = Dumps.create(folder.resolve("many"))) {
      for (int i = 0; i < MAX_PARTS; i++) {
        writer.add(dump.part().toBuilder().setPath(DumpLayout.partPath("Cities", i)).build());
      }
      assertThatThrownBy(() -> writer.part("Cities", "hpc.legacy.City"))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("a dump has at most 10000 parts; let each hold more records");
    }
  }

  @Test
  void aPartOfNothingButDamagesIsGivenUp() throws IOException {
    byte[] block = BlockDeflater.compress(new byte[] {1, 2});
    block[block.length - 28 - 8] ^= 1;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i <= PartWalk.MAX_DAMAGES; i++) {
      file.write(block, 0, block.length - 28);
    }
    dump.write(file.toByteArray());
    List<String> found = new ArrayList<>();
    try (BlockFile blocks = new BlockFile(folder.resolve(dump.part().getPath()))) {
      PartWalk.Sink sink =
          new PartWalk.Sink() {
            @Override
            public void record(FramedRecord record) {
              found.add("a record");
            }

            @Override
            public void damage(VirtualOffset at, String what) {
              found.add(what);
            }
          };
      RecordMatcher matcher = new RecordMatcher(City.getDescriptor(), List.of(), 0);
      new PartWalk(blocks, Long.MAX_VALUE, matcher, sink).run();
    }
    assertThat(found).hasSize(PartWalk.MAX_DAMAGES + 1).doesNotContain("a record");
    assertThat(found.get(PartWalk.MAX_DAMAGES))
        .isEqualTo("there are more than 10000 damages; the rest of the file was not looked at");
  }

  @Test
  void linksAreRefused() throws IOException {
    Path elsewhere = folder.resolve("elsewhere");
    for (String name : List.of("manifest.json", "schema.desc")) {
      Path file = folder.resolve(name);
      Files.move(file, elsewhere);
      Files.createSymbolicLink(file, elsewhere);
      expectRefused(file + ": is no regular file; a link does not do, put the file itself there");
      Files.move(elsewhere, file, StandardCopyOption.REPLACE_EXISTING);
    }
    Path part = folder.resolve(dump.part().getPath());
    Files.move(part, elsewhere);
    Files.createSymbolicLink(part, elsewhere);
    expectUnreadable();
    Files.delete(part);
    Files.delete(part.getParent());
    Files.createDirectory(folder.resolve("real"));
    Files.move(elsewhere, folder.resolve("real/part-00000.pb.gz"));
    Files.createSymbolicLink(folder.resolve("Cities"), folder.resolve("real"));
    expectUnreadable();
  }

  private void expectUnreadable() throws IOException {
    Dump opened = dump.open();
    assertThatThrownBy(() -> opened.read(dump.part()))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessage(
            "Cities/part-00000.pb.gz: is no regular file, or a link leads to it;"
                + " put the file itself there");
  }

  @Test
  void aBlockThatInflatesToMoreThanItClaimsIsRefused() throws Exception {
    byte[] bomb = BlockDeflater.compress(new byte[Bgzf.MAX_CONTENT_BYTES]);
    ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(bomb.length - 28 - 4, 10);
    dump.write(bomb);
    manifestOf(part -> part.setBytes(bomb.length).setSha256(Digests.sha256(bomb)));
    assertThat(Dumps.damages(dump.open()).get(0).text())
        .contains("virtual offset 0:0: a block holds more than the 10 bytes it claims");
    ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(bomb.length - 28 - 4, 1 << 30);
    dump.write(bomb);
    assertThat(Dumps.damages(dump.open()).get(0).text())
        .contains("a block claims 1073741824 bytes of content; the format allows 65536");
  }

  @ParameterizedTest
  @CsvSource({
    "80808080800100, the record's length has more than 5 bytes",
    "8080808008, length 2147483648 exceeds the limit 75",
    "ffffffff0f, length 4294967295 exceeds the limit 75",
    "8080, the block ends inside the record's length",
    "8080808001, length 268435456 exceeds the limit 75",
    "4b, the part ends after 0 of the record's 75 bytes",
  })
  void aLengthThatCannotBeIsFoundAtItsPlace(String hex, String what) throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(new byte[] {(byte) dump.records().get(0).length});
    content.writeBytes(dump.records().get(0));
    int at = content.size();
    content.writeBytes(HexFormat.of().parseHex(hex));
    dump.write(BlockDeflater.compress(content.toByteArray()));
    PartScan scan = PartScan.of(dump.open(), dump.part(), "why");
    assertThat(scan.damages().get(0).text())
        .isEqualTo(
            "Cities/part-00000.pb.gz: virtual offset 0:"
                + at
                + ": "
                + what
                + "; records 2 to 5 are lost");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 0, 0, 5, 1, is not an index of version 1",
    "1, 0, 0, 0, 5, 1, is the index of another file",
    "1, 1, 0, 0, 5, 0, ends before its part does",
    "1, 1, -1, 0, 5, 5, an entry for record 1",
    "1, 1, 9000000000000000000, 0, 5, 5, one outside the part",
    "1, 1, 0, -1, 5, 5, one outside the part",
    "1, 1, 0, 65536, 5, 5, one outside the part",
    "1, 1, 0, 0, 5, 2, ends before its part does",
    "1, 1, 0, 0, -1, 5, is the index of another file",
  })
  void anIndexWithNumbersThatCannotBeIsRefused(
      int version, int own, long block, int offset, long records, int distance, String message)
      throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    IndexHeader.newBuilder()
        .setFormatVersion(version)
        .setPartBytes(own == 1 ? dump.part().getBytes() : 7)
        .setPartSha256(dump.part().getSha256())
        .setRecords(records)
        .setDistance(distance)
        .build()
        .writeDelimitedTo(content);
    IndexEntry.newBuilder()
        .setOrdinal(1)
        .setBlock(block)
        .setOffset(offset)
        .build()
        .writeDelimitedTo(content);
    Files.write(
        folder.resolve("Cities/part-00000.index.pb.gz"),
        BlockDeflater.compress(content.toByteArray()));
    Dump opened = dump.open();
    assertThatThrownBy(() -> opened.index(dump.part()))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageStartingWith("Cities/part-00000.index.pb.gz: ")
        .hasMessageContaining(message);
  }

  @Test
  void anIndexThatHoldsMoreThanItsPartNeedsIsRefused() throws IOException {
    Path index = folder.resolve("Cities/part-00000.index.pb.gz");
    Files.write(index, BlockDeflater.compress(new byte[1 << 20]));
    Dump opened = dump.open();
    assertThatThrownBy(() -> opened.index(dump.part()))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("bytes that the index of such a part has");
  }

  /** Opens the dump of a folder and prints why it is refused; run in a small JVM. */
  static final class Opening {
    private Opening() {}

    public static void main(String[] arguments) throws IOException {
      try {
        System.out.println("opened " + Dump.open(Path.of(arguments[0])).parts().size());
      } catch (DamagedDumpException e) {
        System.out.println("refused " + e.getMessage());
      }
    }
  }

  private String openInASmallHeap() throws IOException, InterruptedException {
    return SmallJvm.run("64m", Opening.class, folder);
  }

  private void writeManifest(String before, String each, int times, String after)
      throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(manifest)) {
      writer.write(before);
      for (int i = 0; i < times; i++) {
        writer.write(each);
      }
      writer.write(after);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{},', 20000000, has 60000032 bytes; the limit is 16777216",
    "'{},', 5000000, the JSON holds more than 800000 values",
    "'[],', 5000000, the JSON holds more than 800000 values",
    "'1,', 5000000, the JSON holds more than 800000 values",
    "'[', 5000000, the JSON is nested more than 32 levels",
    "'{},', 80000, has 80001 parts; the limit is 10000",
  })
  void aHugeManifestIsRefusedInASmallHeap(String each, int times, String message) throws Exception {
    writeManifest("{\"formatVersion\":1,\"parts\":[", each, times, "{}]}");
    assertThat(openInASmallHeap()).startsWith("refused").contains(message);
  }

  @Test
  void theLargestManifestIsReadInASmallHeap() throws Exception {
    Part[] parts = new Part[MAX_PARTS];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          dump.part().toBuilder()
              .setPath(String.format(Locale.ROOT, "Cities/part-%05d.pb.gz", i))
              .build();
    }
    CraftedDump.writeManifest(folder, parts);
    assertThat(openInASmallHeap()).isEqualTo("opened 10000" + System.lineSeparator());
  }
}
