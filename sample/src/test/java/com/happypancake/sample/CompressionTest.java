package com.happypancake.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages compress as natural text does, and Finland's at scale 1 to about 230 MB. */
class CompressionTest {
  private static final long FINLANDS_MESSAGES = 1_200_000;

  private final Path temporary;

  CompressionTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  @Test
  void messagesCompressAsNaturalTextDoes() throws IOException {
    expectRatios(SampleCountry.FI, 0.02);
  }

  @Tag("slow")
  @Test
  void swedensMessagesCompressAsNaturalTextDoes() throws IOException {
    expectRatios(SampleCountry.SE, 0.0002);
  }

  private void expectRatios(SampleCountry country, double scale) throws IOException {
    SamplePlan plan = new SamplePlan(country, scale, 1);
    SampleDump.write(
        plan, temporary, Clock.systemUTC(), WriteOptions.preferred(), SampleProgress.silent());
    Dump dump = Dump.open(temporary);
    Part messages =
        dump.parts().stream()
            .filter(part -> part.getTable().equals("dbo.Messages"))
            .findFirst()
            .orElseThrow();
    double whole = messages.getContentBytes();
    long slow = deflated(dump, messages, 6);
    long fast = deflated(dump, messages, 1);
    assertThat(whole / slow).as("ratio at level 6").isBetween(2.4, 2.6);
    assertThat(whole / fast).as("ratio at level 1").isBetween(2.0, 2.3);
    assertThat(megabytesOfFinland(slow, messages)).as("MB at level 6").isBetween(200.0, 230.0);
    assertThat(megabytesOfFinland(fast, messages)).as("MB at level 1").isBetween(230.0, 270.0);
    assertThat(megabytesOfFinland(messages.getBytes(), messages)).as("MB").isBetween(215.0, 270.0);
  }

  private static double megabytesOfFinland(long bytes, Part part) {
    return bytes * 1e-6 * FINLANDS_MESSAGES / part.getRecords();
  }

  private static long deflated(Dump dump, Part part, int level) throws IOException {
    Deflater deflater = new Deflater(level, true);
    try (PartReader reader = dump.read(part);
        OutputStream deflating =
            new DeflaterOutputStream(OutputStream.nullOutputStream(), deflater)) {
      CodedOutputStream out = CodedOutputStream.newInstance(deflating);
      while (reader.advance()) {
        out.writeByteArrayNoTag(reader.record());
      }
      out.flush();
      ((DeflaterOutputStream) deflating).finish();
      return deflater.getBytesWritten();
    } finally {
      deflater.end();
    }
  }
}
