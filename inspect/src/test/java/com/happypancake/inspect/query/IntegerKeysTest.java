package com.happypancake.inspect.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartWriter;
import com.happypancake.inspect.query.RecordFinder.IntegerKeys;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.KeyRange;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows 1 to 1,000 by their own numbers, and an index entry each 256 of them. */
class IntegerKeysTest {

  @TempDir private Path folder;
  private Dump dump;

  @BeforeEach
  void writeCities() throws IOException {
    try (DumpWriter writer =
            DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), Clock.systemUTC());
        PartWriter part = writer.part("Cities", "hpc.legacy.City")) {
      for (int id = 1; id <= 1_000; id++) {
        part.write(City.newBuilder().setCityId(id).build());
      }
      part.entry().setKeyRange(KeyRange.newBuilder().setFirst("1").setLast("1000"));
      part.finish();
      writer.finish(Manifest.newBuilder().setContent(Content.CONTENT_ROWS));
    }
    dump = Dump.open(folder);
    dump.writeIndex(dump.parts().get(0));
  }

  private OrdinalRange range(String key) throws IOException {
    return IntegerKeys.range(dump, dump.parts().get(0), key);
  }

  @Test
  void anIndexLeadsToAnIntegerKey() throws IOException {
    // The key may stand before an entry of the same key, so that the search begins one earlier.
    assertThat(range("600")).isEqualTo(new OrdinalRange(513, 769));
    assertThat(range("513").first()).isEqualTo(257);
    assertThat(range("1001").records()).isZero();
    assertThat(range("1,2").records()).isEqualTo(1_000);
  }
}
