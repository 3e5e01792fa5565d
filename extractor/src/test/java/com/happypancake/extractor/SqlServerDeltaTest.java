package com.happypancake.extractor;

import static com.happypancake.extractor.Extractions.rows;
import static com.happypancake.extractor.Extractions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.happypancake.dumps.chain.MismatchedDumpException;
import com.happypancake.extractor.tds.Column;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Consistency;
import com.happypancake.schemas.manifest.Deletes;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.manifest.Rows;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deltas as SQL Server is asked for them, through its driver. */
@Timeout(120)
class SqlServerDeltaTest {

  @TempDir Path folder;

  private final AtomicLong mark = new AtomicLong(1_000);
  private final AtomicLong firstTracked = new AtomicLong(1);
  private LegacyCatalogue catalogue;
  private TestSqlServer server;

  @BeforeEach
  void start() throws Exception {
    catalogue =
        new TestSchemas()
            .table("Numbers", "Id", "Id int", "Text nvarchar(50)", "RowVer rowversion")
            .appendOnly("Visits", "A At", "At", "A int", "At datetime")
            .build();
    server = TestSqlServer.of(catalogue);
    server.answering(
        sql -> sql.contains("MIN_ACTIVE_ROWVERSION"),
        reply ->
            reply
                .columns(List.of(Column.of("", "binary(8)")))
                .row((Object) ByteBuffer.allocate(8).putLong(mark.get()).array()));
    server.answering(
        sql -> sql.contains("CHANGE_TRACKING_MIN_VALID"),
        reply -> server.described.ofEachTable(firstTracked.get()).send(reply));
    for (int i = 0; i < 30; i++) {
      server.tables.insert(catalogue.table("Numbers"), i, "row " + i);
      server.tables.insert(
          catalogue.table("Visits"), i, LocalDateTime.parse("2014-03-01T12:00:00").plusMinutes(i));
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Extraction extraction(String name) {
    return server.extraction(folder.resolve(name));
  }

  private Delta since(String base) {
    return Extractions.since(folder.resolve(base));
  }

  private Manifest run(Extraction extraction) throws Exception {
    return server.run(extraction, event -> {});
  }

  @Test
  void rowsLieBetweenTheMarksAndDeletionsComeOfChangeTracking() throws Exception {
    mark.set(31);
    run(extraction("full"));
    server.tables.execute("UPDATE \"dbo\".\"Numbers\" SET \"Text\" = 'x' WHERE \"Id\" IN (3, 4)");
    server.tables.execute("DELETE FROM \"dbo\".\"Numbers\" WHERE \"Id\" = 5");
    server.answering(
        sql -> sql.contains("CHANGETABLE") && sql.contains("[Numbers]"),
        reply -> reply.columns(List.of(new Column("Id", "int", false, false))).row(5));
    server.answering(
        sql -> sql.contains("CHANGETABLE"),
        reply ->
            reply.columns(
                List.of(
                    new Column("A", "int", false, false),
                    new Column("At", "datetime", false, false))));
    mark.set(33);
    int before = server.sent().size();
    Manifest delta = run(extraction("delta").toBuilder().since(since("full")).build());
    GoldenSqlTest.assertGolden(
        "sqlserver-delta.sql", server.sent().subList(before, server.sent().size()));
    assertThat(delta.getDeletes()).isEqualTo(Deletes.DELETES_CHANGE_TRACKING);
    assertThat(delta.getPartsList())
        .filteredOn(part -> part.getTable().equals("dbo.Numbers"))
        .extracting(Part::getRows, Part::getRecords)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Rows.ROWS_WHOLE, 2L),
            org.assertj.core.groups.Tuple.tuple(Rows.ROWS_DELETED_KEYS, 1L));
  }

  @Test
  void keysAreComparedWhereChangeTrackingForgets() throws Exception {
    run(extraction("full"));
    firstTracked.set(43);
    server.tables.execute("DELETE FROM \"dbo\".\"Numbers\" WHERE \"Id\" = 5");
    Manifest delta = run(extraction("delta").toBuilder().since(since("full")).build());
    assertThat(delta.getDeletes()).isEqualTo(Deletes.DELETES_KEYS);
    assertThat(delta.getPartsList())
        .filteredOn(part -> part.getRows() == Rows.ROWS_DELETED_KEYS)
        .extracting(Part::getRecords)
        .containsExactlyInAnyOrder(1L, 0L);
    Extraction asked =
        extraction("asked").toBuilder()
            .since(Extractions.since(folder.resolve("full"), Deletes.DELETES_CHANGE_TRACKING))
            .build();
    assertThatThrownBy(() -> run(asked))
        .isInstanceOf(MismatchedDumpException.class)
        .hasMessageContaining("the base is of version 42, and it remembers from 43 on");
  }

  @Test
  void aSnapshotThatSomebodyMadeIsABaseOnlyWithItsMark() throws Exception {
    server.answering(
        sql -> sql.contains("DB_NAME(source_database_id)"),
        reply ->
            reply
                .columns(List.of(Column.of("", "nvarchar(128)"), Column.of("", "varchar(23)")))
                .row("Live", "2026-01-01T01:02:03"));
    Listening listener = new Listening();
    Manifest image = server.run(extraction("image"), listener);
    assertThat(listener.notes).anyMatch(note -> note.contains("is an image of Live"));
    assertThat(image.getSource().getDatabase()).isEqualTo("Live");
    assertThat(image.getConsistency()).isEqualTo(Consistency.CONSISTENCY_DATABASE_SNAPSHOT);
    assertThat(image.getSourceTime().getSeconds())
        .isEqualTo(java.time.Instant.parse("2026-01-01T01:02:03Z").getEpochSecond());
    assertThat(image.getMarksList()).noneMatch(each -> each.hasRowversion());
    assertThat(server.sent()).noneMatch(sql -> sql.contains("CREATE DATABASE"));
    assertThatThrownBy(() -> run(extraction("delta").toBuilder().since(since("image")).build()))
        .isInstanceOf(MismatchedDumpException.class)
        .hasMessageContaining("--high-water");
    ByteString given = ByteString.copyFrom(ByteBuffer.allocate(8).putLong(7).flip());
    Manifest marked = run(extraction("marked").toBuilder().highWater(given).build());
    assertThat(marked.getMarks(0).getRowversion()).isEqualTo(given);
    run(
        extraction("next").toBuilder()
            .since(since("marked"))
            .highWater(ByteString.copyFrom(ByteBuffer.allocate(8).putLong(9).flip()))
            .build());
    assertThat(rows(folder.resolve("next"), "dbo.Numbers"))
        .extracting(row -> value(row, "id"))
        .containsExactly(6, 7);
  }
}
