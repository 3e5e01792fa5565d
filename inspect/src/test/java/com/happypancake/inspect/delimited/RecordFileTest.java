package com.happypancake.inspect.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.inspect.query.InvalidQueryException;
import com.happypancake.schemas.legacy.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the files of make.py, which lie beside it, and damages them. */
class RecordFileTest {

  @TempDir private Path temporary;

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = RecordFileTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(temporary.resolve("file"), bytes);
  }

  private List<ByteString> records(byte[] bytes, Optional<RecordPrefix> prefix) throws IOException {
    List<ByteString> records = new ArrayList<>();
    try (RecordFile file = RecordFile.open(file(bytes), prefix, Message.getDescriptor())) {
      RecordCheck check = new RecordCheck(Message.getDescriptor());
      while (file.reader().advance()) {
        check.check(file.reader().bytes(), file.reader().length());
        records.add(ByteString.copyFrom(file.reader().bytes(), 0, file.reader().length()));
      }
    }
    return records;
  }

  /** Returns the records by the parser of the protobuf library. */
  private static List<ByteString> expected() throws IOException {
    List<ByteString> records = new ArrayList<>();
    try (InputStream in = RecordFileTest.class.getResourceAsStream("varint.bin")) {
      for (Message each = Message.parseDelimitedFrom(in);
          each != null;
          each = Message.parseDelimitedFrom(in)) {
        records.add(each.toByteString());
      }
    }
    assertThat(records).hasSize(20);
    return records;
  }

  @ParameterizedTest
  @CsvSource({
    "varint.bin, NONE, VARINT",
    "varint.bin.gz, GZIP, VARINT",
    "varint.bin.bz2, BZIP2, VARINT",
    "varint.bin.xz, XZ, VARINT",
    "varint.bin.lz4, LZ4, VARINT",
    "varint.bin.zst, ZSTD, VARINT",
    "tagged.bin, NONE, TAGGED",
    "little.bin, NONE, LITTLE",
    "big.bin, NONE, BIG",
    "little.bin.gz, GZIP, LITTLE",
    "little.bin.bz2, BZIP2, LITTLE",
    "little.bin.xz, XZ, LITTLE",
    "little.bin.lz4, LZ4, LITTLE",
    "little.bin.zst, ZSTD, LITTLE"
  })
  void compressionAndPrefixAreRecognised(String name, Compression compression, RecordPrefix prefix)
      throws IOException {
    try (RecordFile file =
        RecordFile.open(file(fixture(name)), Optional.empty(), Message.getDescriptor())) {
      assertThat(file.compression()).isEqualTo(compression);
      assertThat(file.prefix()).contains(prefix);
    }
    assertThat(records(fixture(name), Optional.empty())).isEqualTo(expected());
    assertThat(records(fixture(name), Optional.of(prefix))).isEqualTo(expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "bz2", "xz", "lz4", "zst"})
  void noByteOfACompressedFileChangesUnnoticed(String suffix) throws IOException {
    byte[] sound = fixture("varint.bin." + suffix);
    for (int i = 0; i < sound.length; i++) {
      byte[] changed = sound.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertDamageIsTold(changed, Optional.of(RecordPrefix.VARINT), "byte " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin", "bin.gz", "bin.bz2", "bin.xz", "bin.lz4", "bin.zst"})
  void noCutAndNoGarbageIsUnnoticed(String suffix) throws IOException {
    byte[] sound = fixture("varint." + suffix);
    for (int length = 1; length < sound.length; length += suffix.equals("bin") ? 997 : 7) {
      assertDamageIsTold(Arrays.copyOf(sound, length), Optional.empty(), "cut at " + length);
    }
    for (int i = 1; i <= 20; i++) {
      byte[] longer = Arrays.copyOf(sound, sound.length + i);
      Arrays.fill(longer, sound.length, longer.length, (byte) 0x55);
      assertDamageIsTold(longer, Optional.empty(), "garbage of " + i);
    }
  }

  /** A changed byte may be one that tells no content, such as the time in a gzip header. */
  private void assertDamageIsTold(byte[] bytes, Optional<RecordPrefix> prefix, String what)
      throws IOException {
    try {
      assertThat(records(bytes, prefix)).as(what).isEqualTo(expected());
    } catch (DamagedFileException e) {
      assertThat(e.record()).isBetween(1L, 21L);
      assertThat(e.file()).hasFileName("file");
    } catch (InvalidProtocolBufferException e) {
      // A record that is no message.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"varint.bin.gz", "little.bin.gz"})
  void garbageBetweenTwoGzipMembersIsDamage(String name) throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(fixture(name));
    members.write(new byte[] {0, 0, 0});
    members.write(fixture(name));
    assertThatThrownBy(() -> records(members.toByteArray(), Optional.empty()))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("record 21 at offset 17")
        .hasMessageContaining("the file can't be decompressed: ");
  }

  @Test
  void aGzipMemberThatIsCutInItsHeaderIsDamage() throws IOException {
    byte[] one = fixture("little.bin.gz");
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(one);
    members.write(one, 0, 5);
    assertThatThrownBy(() -> records(members.toByteArray(), Optional.of(RecordPrefix.LITTLE)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageEndingWith(
            "record 21 at offset 17199: the file can't be decompressed: it ends too early");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VARINT | ffffffff0f | its length is 4294967295; a record has at most 268435456 bytes",
        "VARINT | ffffffffffffffffff01 | its length is a varint of more than 5 bytes",
        "VARINT | 80 | the stream ends inside its length",
        "VARINT | 0308 | the stream ends after 1 of its 3 bytes",
        "VARINT | ffffff7f0801 | the stream ends after 2 of its 268435455 bytes",
        "TAGGED | 0800 | the tag before its length is 8, which is not that of a message field",
        "TAGGED | 0200 | the tag before its length is 2, which is not that of a message field",
        "TAGGED | 0a | the stream ends inside its length",
        "LITTLE | ffffffff | its length is 4294967295; a record has at most 268435456 bytes",
        "BIG | 10000001 | its length is 268435457; a record has at most 268435456 bytes",
        "BIG | 0000 | the stream ends inside its length"
      })
  void anImpossiblePrefixIsToldWithItsPlace(RecordPrefix prefix, String hex, String what)
      throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> records(bytes, Optional.of(prefix)))
        .isInstanceOf(DamagedFileException.class)
        .hasMessage(temporary.resolve("file") + ": record 1 at offset 0: " + what);
  }

  @Test
  void anotherTagThanTheFirstRecordsIsDamage() {
    assertThatThrownBy(
            () ->
                records(
                    HexFormat.of().parseHex("0a0208011202" + "0802"),
                    Optional.of(RecordPrefix.TAGGED)))
        .hasMessageContaining(
            "record 2 at offset 4: its tag names field 2; the tag of the first record names field"
                + " 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "0000000000000000"})
  void aPrefixThatCannotBeToldIsAskedFor(String hex) {
    assertThatThrownBy(() -> records(HexFormat.of().parseHex(hex), Optional.empty()))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageContaining(
            "several prefixes fit its first records: varint, little, big; name the right one");
  }

  /** Three of the four bytes of such a length are also three empty records of another prefix. */
  @ParameterizedTest
  @ValueSource(strings = {"", "00000002", "0000000208"})
  void aBigEndianLengthIsNotTakenForEmptyRecordsEvenInAFileThatIsCut(String end)
      throws IOException {
    byte[] bytes = HexFormat.of().parseHex("000000020801" + "000000020802" + end);
    try (RecordFile file =
        RecordFile.open(file(bytes), Optional.empty(), Message.getDescriptor())) {
      assertThat(file.prefix()).contains(RecordPrefix.BIG);
    }
  }

  /** Four bytes before a record can be a varint, and also a length of many megabytes. */
  @ParameterizedTest
  @CsvSource({"c78db701, 'varint, little'", "c7c62d00, little", "002dc6c7, big"})
  void theFirstRecordMayBeLongerThanTheSample(String length, String fits) throws IOException {
    Message message = Message.newBuilder().setMessageId(1).setBody("x".repeat(3_000_000)).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(HexFormat.of().parseHex(length));
    bytes.write(message.toByteArray());
    if (fits.contains(",")) {
      assertThatThrownBy(() -> records(bytes.toByteArray(), Optional.empty()))
          .isInstanceOf(InvalidQueryException.class)
          .hasMessageContaining(
              "several prefixes fit its first records: " + fits + "; name the right one");
    } else {
      assertThat(records(bytes.toByteArray(), Optional.empty()))
          .containsExactly(message.toByteString());
    }
  }

  @Test
  void emptyRecordsBetweenOthersAreRecognised() throws IOException {
    byte[] bytes = HexFormat.of().parseHex("00" + "020801" + "0000" + "020802");
    assertThat(records(bytes, Optional.empty()))
        .extracting(ByteString::size)
        .containsExactly(0, 2, 0, 0, 2);
  }

  @Test
  void recordsThatTheMessageDoesNotDescribeAreCounted() throws IOException {
    RecordCheck check = new RecordCheck(Message.getDescriptor());
    for (String hex :
        List.of("0801", "", "0a0101", "0801300152020102", "08019a0600", "0d01020304")) {
      byte[] bytes = HexFormat.of().parseHex(hex);
      check.check(bytes, bytes.length);
    }
    assertThat(check.odd()).isEqualTo(new OddRecords(1, 2, List.of("message_id"), 3));
  }

  @Test
  void aFileThatNoPrefixFitsIsDamagedFromItsFirstRecordOn() {
    byte[] text = "<html>no records".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> records(text, Optional.empty()))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageEndingWith(
            "record 1 at offset 0: it is not a hpc.legacy.Message with any prefix that hpc knows;"
                + " is that the right message?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin", "bin.gz", "bin.bz2", "bin.xz", "bin.lz4", "bin.zst"})
  void whatComesBeforeACutIsReadToTheLastByteThatCanBeDecompressed(String suffix)
      throws IOException {
    byte[] sound = fixture("varint." + suffix);
    byte[] cut = Arrays.copyOf(sound, sound.length - 1);
    List<ByteString> taken = new ArrayList<>();
    try (RecordFile file = RecordFile.open(file(cut), Optional.empty(), Message.getDescriptor())) {
      while (file.reader().advance()) {
        taken.add(ByteString.copyFrom(file.reader().bytes(), 0, file.reader().length()));
      }
    } catch (DamagedFileException e) {
      assertThat(e.record()).isEqualTo(taken.size() + 1L);
    }
    assertThat(taken).hasSizeGreaterThanOrEqualTo(suffix.equals("bin.bz2") ? 1 : 19);
    assertThat(expected()).startsWith(taken.toArray(ByteString[]::new));
  }

  @Test
  void anEmptyFileHasNoRecordsAndNoPrefix() throws IOException {
    try (RecordFile file =
        RecordFile.open(file(new byte[0]), Optional.empty(), Message.getDescriptor())) {
      assertThat(file.prefix()).isEmpty();
      assertThat(file.reader().advance()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void whatIsCompressedHereIsReadHere(Compression compression) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream stream = compression.writer(out)) {
      stream.write(fixture("varint.bin"));
    }
    assertThat(records(out.toByteArray(), Optional.empty())).isEqualTo(expected());
  }
}
