package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import com.happypancake.dumps.block.Block;
import com.happypancake.dumps.block.BlockException;
import com.happypancake.dumps.block.BlockReader;
import com.happypancake.dumps.block.BlockWriter;
import com.happypancake.dumps.block.Codec;
import com.happypancake.dumps.block.Workers;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.dumps.repair.Verification.Damage;
import com.happypancake.dumps.repair.Verifier;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamageTest {

  @TempDir Path temporary;
  private Path folder;
  private Path file;
  private byte[] whole;
  private Dump dump;
  private Part part;

  @BeforeEach
  void writeADump() throws IOException {
    folder = temporary.resolve("dump");
    dump = Dumps.cities(folder, 5);
    part = dump.parts().get(0);
    file = folder.resolve(part.getPath());
    whole = Files.readAllBytes(file);
  }

  @Test
  void aMissingSchemaIsDamage() throws IOException {
    Files.delete(folder.resolve("schema.desc"));
    assertThatThrownBy(() -> Dump.open(folder))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessage(folder.resolve("schema.desc") + ": the file is missing");
  }

  @Test
  void aManifestThatIsCutIsOneMessageOfOneLine() throws IOException {
    Path manifest = folder.resolve("manifest.json");
    byte[] json = Files.readAllBytes(manifest);
    for (int length : new int[] {0, 1, json.length / 2, json.length - 3}) {
      Files.write(manifest, Arrays.copyOf(json, length));
      assertThatThrownBy(() -> Dump.open(folder))
          .isInstanceOf(DamagedDumpException.class)
          .hasMessageStartingWith(manifest + ": not a manifest: ")
          .hasMessageNotContaining("Exception")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void flippedBitsOfTheManifestAreNoticed() throws IOException {
    flipBitsOfTheManifest(7);
  }

  @Tag("slow")
  @Test
  void anyFlippedBitOfTheManifestIsNoticed() throws IOException {
    flipBitsOfTheManifest(1);
  }

  private void flipBitsOfTheManifest(int step) throws IOException {
    Path manifest = folder.resolve("manifest.json");
    byte[] json = Files.readAllBytes(manifest);
    for (int bit = 0; bit < json.length * Byte.SIZE; bit += step) {
      byte[] flipped = json.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(manifest, flipped);
      assertThatThrownBy(() -> Dump.open(folder))
          .as("bit %d", bit)
          .isInstanceOf(DamagedDumpException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s{}", "%s ", " %s", "/* mine */%s"})
  void whateverIsAddedToTheManifestIsNoticed(String form) throws IOException {
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(manifest, String.format(Locale.ROOT, form, Files.readString(manifest)));
    assertThatThrownBy(() -> Dump.open(folder))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("was changed since it was written: its own SHA-256 is ");
  }

  @Test
  void aFolderOfPartsThatIsALinkIsNotReadThrough() throws IOException, InterruptedException {
    Path elsewhere = Files.move(folder.resolve("Cities"), temporary.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("Cities"), elsewhere);
    assertThat(new Verifier(dump, 1, (path, done, total) -> {}).run().damages())
        .singleElement()
        .satisfies(
            damage ->
                assertThat(damage.text())
                    .contains("a link leads to it")
                    .endsWith("records 1 to 5 are lost"));
  }

  @Test
  void aCutAtAnyByteIsNoticed() throws IOException, InterruptedException {
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(file, cut);
      assertThat(Dumps.damages(dump)).as("cut to %d bytes", length).isNotEmpty();
      // Also where the manifest knows the shorter file's size, so that blocks alone must tell.
      assertThatThrownBy(() -> readBlocks(cut))
          .as("blocks cut to %d bytes", length)
          .isInstanceOf(BlockException.class);
    }
  }

  @Test
  void flippedBitsAreNoticed() throws IOException, InterruptedException {
    flipBits(7);
  }

  @Tag("slow")
  @Test
  void anyFlippedBitIsNoticed() throws IOException, InterruptedException {
    flipBits(1);
  }

  private void flipBits(int step) throws IOException, InterruptedException {
    for (int bit = 0; bit < whole.length * Byte.SIZE; bit += step) {
      byte[] flipped = whole.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(file, flipped);
      assertThat(Dumps.damages(dump)).as("bit %d", bit).isNotEmpty();
    }
  }

  @Test
  void bytesAfterTheTerminatorAreNoticed() {
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> readBlocks(longer))
        .isInstanceOf(BlockException.class)
        .hasMessageContaining("goes on after its terminator");
  }

  @Test
  void twoPartsThatChangedPlacesAreNoticed() throws IOException, InterruptedException {
    Path other = temporary.resolve("two");
    Dump two = Dumps.cities(other, 5, 6);
    Path first = other.resolve(two.parts().get(0).getPath());
    Path second = other.resolve(two.parts().get(1).getPath());
    Files.move(first, other.resolve("kept"));
    Files.move(second, first);
    Files.move(other.resolve("kept"), second);
    assertThat(Dumps.damages(two))
        .extracting(Damage::path)
        .containsExactly("Cities/part-00000.pb.gz", "Cities/part-00001.pb.gz");
  }

  @Test
  void aMissingPartIsNoticed() throws IOException {
    Files.delete(file);
    assertThatThrownBy(() -> dump.read(part))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessage("Cities/part-00000.pb.gz: the file is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "ffffffff07, length 2147483647 exceeds the limit 268435456",
    "8080808008, length 2147483648 exceeds the limit 268435456",
    "8080808010, length 4294967296 exceeds the limit 268435456",
    "808080808001, the record's length has more than 5 bytes",
    "8080, the block ends inside the record's length",
    "0a00, the part ends after 1 of the record's 10 bytes",
    "80808001, the part ends after 0 of the record's 2097152 bytes",
  })
  void aLengthThatCannotBeIsRefusedBeforeItIsAllocated(String hex, String expected)
      throws IOException {
    byte[] content = HexFormat.of().parseHex(hex);
    Path hostile = temporary.resolve("hostile");
    Files.createDirectories(hostile.resolve("Cities"));
    Path target = hostile.resolve("Cities/part-00000.pb.gz");
    try (BlockWriter blocks =
        new BlockWriter(
            FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            "hostile",
            WriteOptions.preferred(),
            Workers.caller())) {
      blocks.write(content, 0, content.length);
      blocks.finish();
    }
    Part entry =
        Part.newBuilder()
            .setPath("Cities/part-00000.pb.gz")
            .setRecords(1)
            .setContentBytes(content.length)
            .build();
    try (PartReader reader =
        PartReader.whole(hostile, entry, Codec.preferred(), Workers.caller())) {
      assertThatThrownBy(reader::advance)
          .isInstanceOf(DamagedDumpException.class)
          .hasMessage("Cities/part-00000.pb.gz: record 1 at virtual offset 0:0: " + expected);
    }
  }

  @Test
  void anotherCountThanTheManifestsIsNoticed() throws IOException {
    assertThatThrownBy(() -> read(entry -> entry.setRecords(6)))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessage("Cities/part-00000.pb.gz: holds 5 records; the manifest counts 6");
    assertThatThrownBy(() -> read(entry -> entry.setRecords(4)))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("more records than the 4");
  }

  @Test
  void anotherContentThanTheManifestsIsNoticed() throws IOException {
    assertThatThrownBy(() -> read(entry -> entry.setContentSha256("00")))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("the content's SHA-256 is " + part.getContentSha256());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../part-00000.pb.gz",
        "/etc/part-00000.pb.gz",
        "a/../part-00000.pb.gz",
        "a/b/part-00000.pb.gz",
        "Cities/other.gz",
        ".scratch/part-00000.pb.gz",
        "",
      })
  void aManifestThatLeadsOutOfItsFolderIsRefused(String path) throws IOException {
    alterManifest(
        manifest -> manifest.setParts(0, part.toBuilder().setPath(path)), dump.manifest());
    assertThatThrownBy(() -> Dump.open(folder))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("not the path of a part");
  }

  @Test
  void aManifestWhoseDigestDoesNotFitIsRefused() throws IOException {
    alterManifest(
        manifest -> manifest.setParts(0, part.toBuilder().setRecords(1)), dump.manifest());
    assertThatThrownBy(() -> Dump.open(folder))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("the digest of the content is");
  }

  @Test
  void aManifestOfALaterFormatIsRefused() throws IOException {
    alterManifest(manifest -> manifest.setFormatVersion(2), dump.manifest());
    assertThatThrownBy(() -> Dump.open(folder))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("format version 2; this hpc reads version 1");
  }

  @Test
  void aManifestThatIsNoJsonIsRefused() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{");
    assertThatThrownBy(() -> Dump.open(folder))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("not a manifest");
  }

  @Test
  void anAlteredSchemaIsNoticed() throws IOException {
    Files.write(folder.resolve("schema.desc"), new byte[] {1});
    assertThatThrownBy(() -> Dump.open(folder))
        .isInstanceOf(DamagedDumpException.class)
        .hasMessageContaining("schema.desc: the SHA-256");
  }

  private void alterManifest(UnaryOperator<Manifest.Builder> change, Manifest manifest)
      throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        JsonFormat.printer().print(change.apply(manifest.toBuilder())));
  }

  private List<byte[]> read(UnaryOperator<Part.Builder> change) throws IOException {
    return Dumps.read(dump, change.apply(part.toBuilder()).build());
  }

  private byte[] readBlocks(byte[] bytes) throws IOException {
    Path copy = temporary.resolve("blocks");
    Files.write(copy, bytes);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (BlockReader blocks = new BlockReader(copy, 0, Codec.preferred(), Workers.shared())) {
      for (Optional<Block> block = blocks.next(); block.isPresent(); block = blocks.next()) {
        content.write(block.get().content, 0, block.get().length);
      }
    }
    assertThat(content.size()).isPositive();
    return content.toByteArray();
  }
}
