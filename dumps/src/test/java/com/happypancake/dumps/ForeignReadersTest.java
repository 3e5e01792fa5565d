package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.happypancake.dumps.block.Codec;
import com.happypancake.dumps.block.CodecTest;
import com.happypancake.dumps.block.Digests;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.schemas.index.IndexEntry;
import com.happypancake.schemas.manifest.Part;
import htsjdk.samtools.util.BlockCompressedFilePointerUtil;
import htsjdk.samtools.util.BlockCompressedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tools that blocked gzip comes from make of a part: htslib's bgzip, and htsjdk. */
@Timeout(120)
class ForeignReadersTest {

  private static final String REQUIRED = "HPC_TEST_BGZIP_REQUIRED";

  @TempDir Path folder;

  private Dump dump;
  private Part part;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    dump = Dumps.cities(folder.resolve("dump"), 30_000);
    part = dump.parts().get(0);
    file = folder.resolve("dump").resolve(part.getPath());
  }

  static List<Codec> codecs() {
    return CodecTest.codecs().toList();
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void bgzipFindsEveryBlockSoundAndReadsTheSameOnSeveralThreads(Codec codec) throws Exception {
    assumeBgzip();
    Path other = folder.resolve(codec.name());
    try (DumpWriter writer =
        DumpWriter.create(other, dump.schemas(), Dumps.CLOCK, new WriteOptions(codec, false))) {
      try (PartWriter copy = writer.part("Cities", part.getMessage());
          PartReader reader = dump.read(part)) {
        while (reader.advance()) {
          copy.write(reader.record());
        }
        copy.finish();
      }
      writer.finish(Dumps.rows());
    }
    String copy = other.resolve(part.getPath()).toString();
    assertThat(run("bgzip", "-t", copy)).isEmpty();
    byte[] content = run("bgzip", "-dc", "-@3", copy);
    assertThat(Digests.sha256(content)).isEqualTo(part.getContentSha256());
  }

  @Test
  void bgzipSeeksInAPart() throws Exception {
    assumeBgzip();
    run("bgzip", "-r", file.toString());
    byte[] content = run("bgzip", "-dc", file.toString());
    for (int at : new int[] {0, 65_279, 65_280, 300_000, content.length - 10}) {
      assertThat(run("bgzip", "-b", Integer.toString(at), "-s", "10", file.toString()))
          .isEqualTo(Arrays.copyOfRange(content, at, at + 10));
    }
  }

  @Test
  void htsjdkReadsAPartAndFindsRecordsWhereTheIndexSays() throws Exception {
    try (BlockCompressedInputStream stream = new BlockCompressedInputStream(file.toFile())) {
      assertThat(Digests.sha256(stream.readAllBytes())).isEqualTo(part.getContentSha256());
      for (IndexEntry entry : dump.index(part).orElseThrow().entries()) {
        stream.seek(
            BlockCompressedFilePointerUtil.makeFilePointer(entry.getBlock(), entry.getOffset()));
        byte[] record = stream.readNBytes(stream.read());
        try (PartReader reader =
            dump.read(part, new OrdinalRange(entry.getOrdinal(), entry.getOrdinal() + 1))) {
          assertThat(reader.advance()).isTrue();
          assertThat(reader.record()).isEqualTo(record);
        }
      }
    }
    assertThat(BlockCompressedInputStream.checkTermination(file.toFile()))
        .isEqualTo(BlockCompressedInputStream.FileTermination.HAS_TERMINATOR_BLOCK);
  }

  private static void assumeBgzip() {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bgzip")));
    assertThat(there || System.getenv(REQUIRED) == null)
        .as("bgzip is on the PATH; %s is set", REQUIRED)
        .isTrue();
    assumeTrue(there, "no bgzip on the PATH; Debian's package tabix has it");
  }

  private static byte[] run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] output;
    try (InputStream out = process.getInputStream()) {
      output = out.readAllBytes();
    }
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return output;
  }
}
