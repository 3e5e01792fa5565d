package com.happypancake.dumps.chain;

import static com.happypancake.dumps.Dumps.city;
import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.Dumps;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.SmallJvm;
import com.happypancake.dumps.chain.MergeResult.MergedTable;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A merge of more rows than the heap holds. */
@Isolated("measures memory")
@Tag("slow")
@Timeout(600)
class DumpMergeMemoryTest {

  private static final int ROWS = 1_000_000;
  private static final int CHANGED = 200_000;
  private static final String NAME = "x".repeat(400);

  @TempDir private Path temporary;

  /** Merges folders, and prints the counts; run in a small JVM. */
  static final class Merging {
    private Merging() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      MergeResult result =
          new DumpMerge(
                  Dump.open(Path.of(arguments[0])),
                  List.of(Dump.open(Path.of(arguments[1]))),
                  Path.of(arguments[2]),
                  Clock.systemUTC(),
                  (path, done, total) -> {})
              .run();
      System.out.println(result.tables().get(0));
    }
  }

  private interface Records {
    void write(PartWriter part) throws IOException;
  }

  private Dump write(String name, Manifest.Builder manifest, Records records) throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(temporary.resolve(name), Chains.schemas(), Dumps.CLOCK)) {
      try (PartWriter part = dump.part("Cities", "hpc.legacy.City")) {
        part.entry().setTable("dbo.Cities");
        records.write(part);
        part.finish();
      }
      dump.finish(manifest);
    }
    return Dump.open(temporary.resolve(name));
  }

  @Test
  void rowsAreNotHeld() throws Exception {
    City like = city(0).toBuilder().setName(NAME).build();
    Dump base =
        write(
            "base",
            Chains.fullManifest(),
            part -> {
              for (int id = 1; id <= ROWS; id++) {
                part.write(like.toBuilder().setCityId(id).build());
              }
            });
    // Every tenth row of the base, and as many new ones.
    Dump delta =
        write(
            "delta",
            Chains.deltaManifest(base),
            part -> {
              for (int i = 1; i <= CHANGED; i++) {
                part.write(like.toBuilder().setCityId(i * 10).build());
              }
            });
    assertThat(delta.parts().get(0).getContentBytes())
        .as("more than the heap")
        .isGreaterThan(48 << 20);
    String output =
        SmallJvm.run(
            "48m", Merging.class, base.folder(), delta.folder(), temporary.resolve("full"));
    int replaced = ROWS / 10;
    assertThat(output.strip())
        .isEqualTo(
            new MergedTable("dbo.Cities", ROWS - replaced, replaced, 0, 0, CHANGED - replaced, 0)
                .toString());
  }
}
