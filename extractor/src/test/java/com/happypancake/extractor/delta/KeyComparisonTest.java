package com.happypancake.extractor.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyComparisonTest {

  @TempDir private Path temporary;

  private DumpChain base() throws Exception {
    Path folder = temporary.resolve("base");
    try (DumpWriter dump =
        DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), Clock.systemUTC())) {
      try (PartWriter part = dump.part("Cities", "hpc.legacy.City")) {
        part.entry().setTable("dbo.Cities");
        part.write(City.newBuilder().setCityId(1).setName("Åbo").setCountryCode("FI").build());
        part.finish();
      }
      dump.finish(Manifest.newBuilder().setContent(Content.CONTENT_ROWS).setKind(Kind.KIND_FULL));
    }
    return DumpChain.of(Dump.open(folder), List.of());
  }

  @Test
  void noFileWithKeysRemainsWhereAFileCannotBeClosed() throws Exception {
    Path buckets = Files.createDirectory(temporary.resolve("scratch")).resolve("Cities");
    KeyComparison keys = new KeyComparison(base(), LegacyCatalogue.hpc().table("Cities"), buckets);
    assertThat(buckets.getParent()).isNotEmptyDirectory();
    // The buffered keys can't be written by an interrupted thread.
    Thread.currentThread().interrupt();
    assertThatThrownBy(keys::close).isInstanceOf(ClosedChannelException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(buckets.getParent()).isEmptyDirectory();
  }
}
