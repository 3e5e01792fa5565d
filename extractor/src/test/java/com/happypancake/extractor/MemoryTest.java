package com.happypancake.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.database.Credentials;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.PartReader;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Backend;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.PreparedRows;
import com.happypancake.extractor.tds.TdsServer;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Extractions in processes of little memory: of many rows, and of one long one. */
@Isolated("measures memory")
@Tag("slow")
@Timeout(600)
class MemoryTest {

  private static final long ROWS = 10_000_000;
  private static final int LONG_TEXT = 100_000_000;
  private static final String SCHEMA = "Numbers";
  private static final int STEPS = 10;

  @TempDir Path folder;

  /** Extracts a server's table, and prints the resident kilobytes at each tenth; a small JVM. */
  static final class Extracting {
    private Extracting() {}

    public static void main(String[] arguments) throws Exception {
      long step = Long.parseLong(arguments[2]) / STEPS;
      Extractor.run(
          Extraction.builder(arguments[0], Country.of("FI"), Path.of(arguments[1]))
              .catalogue(catalogue())
              .credentials(new Credentials(TdsServer.USER, TdsServer.PASSWORD))
              .build(),
          new Listening() {
            private long next = step;

            @Override
            void rowsRead(LegacyTable table, long rows) {
              for (; step > 0 && rows >= next; next += step) {
                System.out.println(residentKilobytes());
              }
            }
          },
          Extractions.CLOCK);
    }

    private static String residentKilobytes() {
      try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
        return lines
            .filter(line -> line.startsWith("VmRSS:"))
            .findFirst()
            .map(line -> line.replaceAll("\\D", ""))
            .orElseThrow();
      } catch (IOException e) {
        return "0";
      }
    }
  }

  private static LegacyCatalogue catalogue() throws Exception {
    return new TestSchemas()
        .table(SCHEMA, "Id", "Id bigint", "Text nvarchar(max) null", "RowVer rowversion")
        .build();
  }

  private static List<Column> columns() throws Exception {
    return catalogue().table(SCHEMA).columns().stream()
        .map(column -> new Column(column.name(), column.sqlType(), column.nullable(), false))
        .toList();
  }

  private static Optional<Answer> answer(String sql, Answer rows) {
    if (sql.contains("1 = 0") && !sql.contains("COUNT")) {
      return Optional.of(
          reply -> {
            try {
              reply.columns(columns());
            } catch (IOException e) {
              throw e;
            } catch (Exception e) {
              throw new IOException(e);
            }
          });
    }
    if (sql.contains("OFFSET")) {
      // The table's rows are one chunk.
      return Optional.of(reply -> reply.columns(List.of(new Column("Id", "bigint", false, false))));
    }
    return sql.contains("[Text]") ? Optional.of(rows) : Optional.empty();
  }

  private List<Long> extract(String heap, long rows, Answer answer) throws Exception {
    try (TdsServer server =
        TdsServer.start(Backend.empty())
            .scripted(
                sql ->
                    sql.equals("SELECT 1")
                        ? Optional.of(Answer.value("int", 1))
                        : answer(sql, answer))) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  heap,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Extracting.class.getName(),
                  server.url(),
                  folder.resolve("dump").toString(),
                  String.valueOf(rows))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      return output.lines().map(Long::valueOf).toList();
    }
  }

  @Test
  void tenMillionRowsTakeNoMoreMemoryThanOneMillion() throws Exception {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 4096; i++) {
      rows.add(new Object[] {0L, "Hyvää päivää " + i, new byte[] {0, 0, 0, 0, 0, 0, 1, 2}});
    }
    PreparedRows prepared = PreparedRows.of(columns(), rows);
    List<Long> resident = extract("-Xmx192m", ROWS, reply -> prepared.send(reply, 0, ROWS));
    assertThat(resident).hasSize(STEPS);
    assertThat(resident.get(STEPS - 1)).isLessThan(resident.get(0) * 5 / 4);
    Dump dump = Dump.open(folder.resolve("dump"));
    assertThat(dump.parts()).extracting(Part::getRecords).containsOnly(1_000_000L).hasSize(STEPS);
    assertThat(dump.parts().get(STEPS - 1).getKeyRange().getLast())
        .isEqualTo(String.valueOf(ROWS - 1));
    for (Part part : dump.parts()) {
      dump.checkFile(part);
    }
  }

  @Test
  void aTextOfAHundredMillionCharactersFitsIntoHalfAGigabyte() throws Exception {
    String text = "x".repeat(LONG_TEXT);
    byte[] mark = new byte[Long.BYTES];
    List<Column> columns = columns();
    extract(
        "-Xmx512m", 2, reply -> reply.columns(columns).row(1L, "short", mark).row(2L, text, mark));
    Dump dump = Dump.open(folder.resolve("dump"));
    try (PartReader reader = dump.read(dump.parts().get(0))) {
      assertThat(reader.advance()).isTrue();
      assertThat(reader.advance()).isTrue();
      assertThat(reader.record().length).isGreaterThan(LONG_TEXT);
      assertThat(reader.advance()).isFalse();
    }
  }
}
