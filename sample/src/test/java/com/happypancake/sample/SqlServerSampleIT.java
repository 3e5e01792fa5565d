package com.happypancake.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.mssqlserver.MSSQLServerContainer;

/** A sample in SQL Server itself; skipped where Docker doesn't answer. */
@Testcontainers(disabledWithoutDocker = true)
@Timeout(600)
class SqlServerSampleIT {
  private static final SamplePlan FINLAND = new SamplePlan(SampleCountry.FI, 0.01, 1);

  @Container
  private static final MSSQLServerContainer SERVER =
      new MSSQLServerContainer("mcr.microsoft.com/mssql/server:2022-latest").acceptLicense();

  @BeforeAll
  static void create() throws SQLException {
    SampleDatabase.create(FINLAND, SERVER.getJdbcUrl(), credentials(), SampleProgress.silent());
  }

  private static Properties credentials() {
    Properties credentials = new Properties();
    credentials.setProperty("user", SERVER.getUsername());
    credentials.setProperty("password", SERVER.getPassword());
    return credentials;
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(SERVER.getJdbcUrl(), credentials());
  }

  @Test
  void everyTableHoldsTheRowsOfThePlan() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (LegacyTable table : LegacyCatalogue.hpc().tables()) {
        try (ResultSet count =
            statement.executeQuery("select count(*) from [dbo].[" + table.name() + "]")) {
          count.next();
          assertThat(count.getLong(1)).as(table.name()).isEqualTo(FINLAND.rows(table.name()));
        }
      }
    }
  }

  @Test
  void timesComeBackAsTheyWereMade() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet times =
            statement.executeQuery(
                "select min([SentAt]), max([SentAt]) from [dbo].[Messages]"
                    + " where [SentAt] not between '20080101' and '20160101'")) {
      times.next();
      assertThat(times.getObject(1, LocalDateTime.class)).isEqualTo("1753-01-01T00:00:00");
      assertThat(times.getObject(2, LocalDateTime.class)).isEqualTo("9999-12-31T00:00:00");
    }
  }

  @Test
  void theServersOrderOfReportIdsIsJavas() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select [ReportId] from [dbo].[AbuseReports] order by [ReportId]")) {
      while (rows.next()) {
        ids.add(rows.getString(1).toLowerCase(java.util.Locale.ROOT));
      }
    }
    assertThat(ids).hasSize(30).isSortedAccordingTo(Comparator.naturalOrder());
  }

  @Test
  void aSecondSampleIsRefused() {
    assertThatThrownBy(
            () ->
                SampleDatabase.create(
                    FINLAND, SERVER.getJdbcUrl(), credentials(), SampleProgress.silent()))
        .isInstanceOf(RefusedDatabaseException.class)
        .hasMessageContaining("dbo.Cities");
  }
}
