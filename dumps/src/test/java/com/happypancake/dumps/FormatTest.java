package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.happypancake.dumps.block.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others find in a dump: gzip members, length prefixes, and schemas that read the rest. */
class FormatTest {

  @TempDir Path folder;

  @Test
  void commonsCompressAndProtobufAloneReadADump() throws Exception {
    Dumps.cities(folder.resolve("dump"), 3);
    Path part = folder.resolve("dump/Cities/part-00000.pb.gz");
    Path schema = folder.resolve("dump/schema.desc");

    Map<String, FileDescriptor> files = new HashMap<>();
    for (FileDescriptorProto file :
        FileDescriptorSet.parseFrom(Files.readAllBytes(schema)).getFileList()) {
      FileDescriptor[] imports =
          file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
      files.put(file.getName(), FileDescriptor.buildFrom(file, imports));
    }
    List<Object> names = new ArrayList<>();
    try (InputStream gzip =
        GzipCompressorInputStream.builder().setPath(part).setDecompressConcatenated(true).get()) {
      CodedInputStream stream = CodedInputStream.newInstance(gzip);
      while (!stream.isAtEnd()) {
        byte[] record = stream.readRawBytes(stream.readRawVarint32());
        DynamicMessage city =
            DynamicMessage.parseFrom(
                files.get("hpc/legacy.proto").findMessageTypeByName("City"), record);
        names.add(city.getField(city.getDescriptorForType().findFieldByName("name")));
      }
    }
    assertThat(names).containsExactly("Åbo 1", "Åbo 2", "Åbo 3");
  }

  @Test
  void gunzipGivesTheDelimitedStream() throws Exception {
    Dump dump = Dumps.cities(folder.resolve("dump"), 1000);
    Process gunzip =
        new ProcessBuilder("gunzip", "-c", "part-00000.pb.gz")
            .directory(folder.resolve("dump/Cities").toFile())
            .redirectErrorStream(true)
            .start();
    byte[] stream = gunzip.getInputStream().readAllBytes();
    assertThat(gunzip.waitFor()).isZero();
    assertThat(Digests.sha256(stream)).isEqualTo(dump.parts().get(0).getContentSha256());
  }

  @Test
  void aFileEndsWithTheTerminatorOfTheSpecification() throws Exception {
    Dumps.cities(folder.resolve("dump"), 1);
    String hex =
        HexFormat.of()
            .formatHex(Files.readAllBytes(folder.resolve("dump/Cities/part-00000.pb.gz")));
    assertThat(hex).endsWith("1f8b08040000000000ff0600424302001b0003000000000000000000");
  }

  @Test
  void anEmptyPartIsTheTerminatorAlone() throws Exception {
    Dump dump = Dumps.cities(folder.resolve("dump"), 0);
    assertThat(dump.parts().get(0).getBytes()).isEqualTo(28);
    assertThat(Dumps.read(dump, dump.parts().get(0))).isEmpty();
  }

  @Test
  void everyBlockBeginsWithARecordUnlessItGoesOnWithALongOne() throws Exception {
    Random random = new Random(1);
    List<byte[]> records = new ArrayList<>();
    for (int length : new int[] {10, 65_275, 65_276, 65_277, 65_278, 1, 200_000, 3, 0, 130_560}) {
      byte[] record = new byte[length];
      random.nextBytes(record);
      records.add(record);
    }
    Dump dump = write(records);
    assertThat(Dumps.read(dump, dump.parts().get(0))).containsExactlyElementsOf(records);

    // Content lengths of the blocks, from their trailers.
    byte[] file = Files.readAllBytes(folder.resolve("dump/Cities/part-00000.pb.gz"));
    List<Integer> lengths = new ArrayList<>();
    for (int at = 0; at < file.length; ) {
      int blockBytes = ((file[at + 16] & 0xFF) | (file[at + 17] & 0xFF) << 8) + 1;
      int end = at + blockBytes;
      lengths.add(
          (file[end - 4] & 0xFF) | (file[end - 3] & 0xFF) << 8 | (file[end - 2] & 0xFF) << 16);
      at = end;
    }
    assertThat(lengths)
        .containsExactly(
            11, 65_278, 65_279, 65_280, 65_280, 1, 2, 65_280, 65_280, 65_280, 4_163, 5, 65_280,
            65_280, 3, 0);
  }

  @Test
  void theSameRecordsGiveTheSameFile() throws Exception {
    Dump one = Dumps.cities(folder.resolve("one"), 5000);
    Dump two = Dumps.cities(folder.resolve("two"), 5000);
    assertThat(one.manifest()).isEqualTo(two.manifest());
    assertThat(Files.readAllBytes(folder.resolve("one/Cities/part-00000.pb.gz")))
        .isEqualTo(Files.readAllBytes(folder.resolve("two/Cities/part-00000.pb.gz")));
  }

  @Test
  void noiseThatDeflateCannotShrinkIsStored() throws Exception {
    byte[] noise = new byte[1 << 20];
    new Random(2).nextBytes(noise);
    Dump dump = write(List.of(noise));
    assertThat(dump.parts().get(0).getBytes()).isLessThan(noise.length + (noise.length >> 7));
    assertThat(Dumps.read(dump, dump.parts().get(0)).get(0)).isEqualTo(noise);
  }

  @Test
  void filesAndFoldersAreTheOwnersAlone() throws Exception {
    Dumps.cities(folder.resolve("dump"), 1);
    try (var walk = Files.walk(folder.resolve("dump"))) {
      assertThat(walk)
          .allSatisfy(
              path ->
                  assertThat(Files.getPosixFilePermissions(path))
                      .as(path.toString())
                      .allSatisfy(permission -> assertThat(permission.name()).startsWith("OWNER")));
    }
  }

  private Dump write(List<byte[]> records) throws IOException {
    try (DumpWriter dump = Dumps.create(folder.resolve("dump"))) {
      // A message without a key: the records are none.
      try (PartWriter part = dump.part("Cities", "hpc.types.Date")) {
        for (byte[] record : records) {
          byte[] wider = Arrays.copyOf(record, record.length + 1);
          part.write(wider, 0, record.length);
        }
        part.finish();
      }
      dump.finish(Dumps.rows());
    }
    return Dump.open(folder.resolve("dump"));
  }
}
