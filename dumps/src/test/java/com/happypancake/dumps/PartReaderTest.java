package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartReaderTest {

  private static final int RECORDS = 20_000;
  private static final String INDEX = "Cities/part-00000.index.pb.gz";

  @TempDir private Path folder;

  private Part part(Dump dump) {
    return dump.parts().get(0);
  }

  @Test
  void aRecordIsARangeOfAnArray() throws IOException {
    Dump dump = Dumps.cities(folder, 3);
    try (PartReader reader = dump.read(part(dump))) {
      for (int id = 1; reader.advance(); id++) {
        City city = City.parser().parseFrom(reader.bytes(), reader.offset(), reader.length());
        assertThat(city).isEqualTo(Dumps.city(id));
        assertThat(reader.record()).isEqualTo(city.toByteArray());
      }
      assertThat(reader.ordinal()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSeekLeadsToARecordWhereverItLies(boolean hasIndex) throws IOException {
    Dump dump = Dumps.cities(folder, RECORDS);
    if (!hasIndex) {
      Files.delete(folder.resolve(INDEX));
    }
    try (PartReader reader = dump.read(part(dump))) {
      for (int target : new int[] {1, 2, 5, 5, 4, 300, 19_999, 20_000, 1, 257, 256, 8_000, 7}) {
        reader.seek(target);
        assertThat(reader.advance()).isTrue();
        assertThat(reader.ordinal()).isEqualTo(target);
        assertThat(reader.parse(City.parser())).isEqualTo(Dumps.city(target));
      }
    }
  }

  @Test
  void aSeekBeyondTheEndIsTheEnd() throws IOException {
    Dump dump = Dumps.cities(folder, RECORDS);
    try (PartReader reader = dump.read(part(dump))) {
      reader.seek(RECORDS + 1);
      assertThat(reader.advance()).isFalse();
      reader.seek(RECORDS + 7);
      assertThat(reader.advance()).isFalse();
      assertThatThrownBy(() -> reader.seek(0)).isInstanceOf(IllegalArgumentException.class);
    }
    try (PartReader reader = dump.read(part(dump), new OrdinalRange(10, 20))) {
      reader.seek(12_000);
      assertThat(reader.advance()).isFalse();
    }
  }

  @Test
  void aSeekReadsNoBlockThatTheIndexLeadsPast() throws IOException {
    Dump dump = Dumps.cities(folder, RECORDS);
    Path file = folder.resolve(part(dump).getPath());
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);
    try (PartReader reader = dump.read(part(dump), new OrdinalRange(RECORDS - 9, RECORDS + 1))) {
      reader.seek(RECORDS);
      assertThat(reader.advance()).isTrue();
      assertThat(reader.advance()).isFalse();
      reader.seek(1);
      assertThatThrownBy(reader::advance).isInstanceOf(DamagedDumpException.class);
    }
  }

  @Test
  void whereASeekOnlyReadsOnTheContentIsChecked() throws IOException {
    Dump dump = Dumps.cities(folder, 500);
    Part other = part(dump).toBuilder().setContentSha256("0".repeat(64)).build();
    try (PartReader reader = dump.read(other)) {
      reader.seek(400);
      assertThatThrownBy(() -> reader.skip(Long.MAX_VALUE))
          .isInstanceOf(DamagedDumpException.class)
          .hasMessageContaining("the content's SHA-256 is");
    }
    try (PartReader reader = dump.read(other)) {
      reader.seek(400);
      reader.seek(300);
      assertThat(reader.skip(Long.MAX_VALUE)).isEqualTo(201);
    }
  }
}
