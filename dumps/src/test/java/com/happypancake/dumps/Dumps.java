package com.happypancake.dumps;

import com.happypancake.dumps.repair.Verification.Damage;
import com.happypancake.dumps.repair.Verifier;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.LegacyProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Kind;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Small dumps for tests. */
public final class Dumps {

  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  private Dumps() {}

  public static City city(int id) {
    return City.newBuilder().setCityId(id).setName("Åbo " + id).setCountryCode("FI").build();
  }

  public static DumpWriter create(Path folder) throws IOException {
    return DumpWriter.create(folder, List.of(LegacyProto.getDescriptor()), CLOCK);
  }

  public static Manifest.Builder rows() {
    return Manifest.newBuilder()
        .setContent(Content.CONTENT_ROWS)
        .setKind(Kind.KIND_FULL)
        .setCountry("FI");
  }

  /** Writes a dump with a part of cities for each number given. */
  public static Dump cities(Path folder, int... numbers) throws IOException {
    try (DumpWriter dump = create(folder)) {
      for (int number : numbers) {
        try (PartWriter part = dump.part("Cities", "hpc.legacy.City")) {
          for (int i = 1; i <= number; i++) {
            part.write(city(i));
          }
          part.finish();
        }
      }
      dump.finish(rows());
    }
    return Dump.open(folder);
  }

  public static List<Damage> damages(Dump dump) throws IOException, InterruptedException {
    return new Verifier(dump, 1, (path, done, total) -> {}).run().damages();
  }

  public static List<byte[]> read(Dump dump, Part part) throws IOException {
    List<byte[]> records = new ArrayList<>();
    try (PartReader reader = dump.read(part)) {
      while (reader.advance()) {
        records.add(reader.record());
      }
    }
    return records;
  }
}
