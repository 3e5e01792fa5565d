package com.happypancake.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.manifest.Part;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDatabaseTest {
  private static final SamplePlan FINLAND = new SamplePlan(SampleCountry.FI, 0.01, 1);
  private static final SamplePlan TINY = new SamplePlan(SampleCountry.SE, 0.00001, 3);
  private static final List<LegacyTable> TABLES = LegacyCatalogue.hpc().tables();

  /** A database for each test, which lives while a connection to it is open. */
  private final String memory = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MSSQLServer";

  private final Path temporary;

  SampleDatabaseTest(@TempDir Path temporary) {
    this.temporary = temporary;
  }

  private Connection memory() throws SQLException {
    return DriverManager.getConnection(memory);
  }

  private void create(SamplePlan plan, SampleProgress progress) throws SQLException {
    SampleDatabase.create(plan, memory, new Properties(), progress);
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from [dbo].[" + table + "]")) {
      count.next();
      return count.getLong(1);
    }
  }

  @Test
  void aDatabaseInMemoryHoldsTheRowsOfThePlanAndIsWhatTheDumpHolds() throws Exception {
    Manifest dump =
        SampleDump.write(
            FINLAND,
            temporary.resolve("dump"),
            Clock.systemUTC(),
            WriteOptions.preferred(),
            SampleProgress.silent());
    try (Connection connection = memory()) {
      create(FINLAND, SampleProgress.silent());
      for (int i = 0; i < TABLES.size(); i++) {
        LegacyTable table = TABLES.get(i);
        Part part = dump.getParts(i);
        assertThat(count(connection, table.name()))
            .as(table.name())
            .isEqualTo(FINLAND.rows(table.name()))
            .isEqualTo(part.getRecords());
        assertThat(ReadBack.contentSha256(connection, table))
            .as(table.name())
            .isEqualTo(part.getContentSha256());
      }
    }
  }

  @Test
  void aDatabaseInAFileIsReachedByItsUrlAndHoldsTheSame() throws Exception {
    String url = "jdbc:h2:file:" + temporary.resolve("legacy") + ";MODE=MSSQLServer";
    Properties credentials = new Properties();
    credentials.setProperty("user", "sa");
    credentials.setProperty("password", "secret");
    Manifest dump =
        SampleDump.write(
            TINY,
            temporary.resolve("dump"),
            Clock.systemUTC(),
            WriteOptions.preferred(),
            SampleProgress.silent());
    SampleDatabase.create(TINY, url, credentials, SampleProgress.silent());
    try (Connection connection = DriverManager.getConnection(url, credentials)) {
      for (int i = 0; i < TABLES.size(); i++) {
        assertThat(ReadBack.contentSha256(connection, TABLES.get(i)))
            .as(TABLES.get(i).name())
            .isEqualTo(dump.getParts(i).getContentSha256());
      }
    }
  }

  @Test
  void aChangedRowTakesANewRowversion() throws SQLException {
    try (Connection connection = memory()) {
      create(TINY, SampleProgress.silent());
      try (Statement statement = connection.createStatement()) {
        statement.execute("update [dbo].[Members] set [IsPremium] = 1 where [MemberId] = 1");
        try (ResultSet latest =
            statement.executeQuery(
                "select top 1 [MemberId] from [dbo].[Members] order by [RowVer] desc")) {
          latest.next();
          assertThat(latest.getInt(1)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void aDatabaseThatHoldsATableIsRefusedAndLeftAlone() throws SQLException {
    try (Connection connection = memory();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema [dbo]");
      statement.execute("create table [dbo].[Albums] ([Title] int)");
      assertThatThrownBy(() -> create(TINY, SampleProgress.silent()))
          .isInstanceOf(RefusedDatabaseException.class)
          .hasMessageContaining("holds the table dbo.Albums already; nothing was changed")
          .hasMessageContaining("drop the tables of the old sample first");
      assertThat(count(connection, "Albums")).isZero();
      assertThatThrownBy(() -> count(connection, "Cities")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aFailureOnTheWayLeavesNoTableAndTheSameCanBeTriedAgain() throws SQLException {
    try (Connection connection = memory()) {
      SampleProgress stopping =
          (table, done, planned) -> {
            if (table.equals("Messages")) {
              throw new IllegalStateException("stopped");
            }
          };
      assertThatThrownBy(() -> create(TINY, stopping))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("stopped");
      create(TINY, SampleProgress.silent());
      assertThat(count(connection, "Messages")).isEqualTo(TINY.rows("Messages"));
    }
  }

  @Test
  void progressIsToldForEachTableFromNoneToAll() throws SQLException {
    Map<String, List<Long>> heard = new LinkedHashMap<>();
    create(
        TINY,
        (table, done, planned) -> {
          assertThat(planned).isEqualTo(TINY.rows(table));
          heard.computeIfAbsent(table, name -> new ArrayList<>()).add(done);
        });
    assertThat(heard.keySet())
        .containsExactlyElementsOf(TABLES.stream().map(LegacyTable::name).toList());
    heard.forEach(
        (table, done) -> {
          assertThat(done.get(0)).isZero();
          assertThat(done).isSorted();
          assertThat(done.get(done.size() - 1)).isEqualTo(TINY.rows(table));
        });
  }

  @Test
  void aUrlOfAnUnknownDatabaseIsRefused() {
    assertThatThrownBy(
            () ->
                SampleDatabase.create(
                    TINY, "jdbc:nowhere:x", new Properties(), SampleProgress.silent()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("No suitable driver");
  }
}
