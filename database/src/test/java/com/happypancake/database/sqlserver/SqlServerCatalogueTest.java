package com.happypancake.database.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.database.Catalogue.Scope;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The catalogue's queries, run by H2 on tables that hold what SQL Server's views of sys show. */
class SqlServerCatalogueTest {

  private static final Scope DBO = new Scope(List.of("dbo"), List.of());

  private Connection connection;

  @BeforeEach
  void start() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=MSSQLServer");
    run("CREATE SCHEMA sys");
    run(
        "CREATE ALIAS DB_NAME AS 'String name() { return \"Shop\"; }'",
        "CREATE ALIAS DATABASEPROPERTYEX AS"
            + " 'String property(String database, String name) { return \"Latin1\"; }'");
    run("CREATE TABLE sys.schemas (name varchar, schema_id int)");
    run(
        "CREATE TABLE sys.objects (name varchar, object_id int, schema_id int, type varchar,"
            + " is_ms_shipped int)");
    run(
        "CREATE TABLE sys.columns (object_id int, name varchar, column_id int, system_type_id int,"
            + " user_type_id int, max_length int, precision int, scale int, is_nullable int,"
            + " is_identity int, is_computed int, collation_name varchar)");
    run("CREATE TABLE sys.types (name varchar, system_type_id int, user_type_id int)");
    run(
        "CREATE TABLE sys.indexes (object_id int, index_id int, type int, is_primary_key int,"
            + " is_hypothetical int)");
    run(
        "CREATE TABLE sys.index_columns (object_id int, index_id int, column_id int,"
            + " key_ordinal int, is_descending_key int)");
    run(
        "INSERT INTO sys.schemas VALUES ('dbo', 1)",
        "INSERT INTO sys.objects VALUES ('Person', 7, 1, 'U', 0)",
        "INSERT INTO sys.types VALUES ('int', 56, 56), ('nvarchar', 231, 231),"
            + " ('sysname', 231, 256), ('hierarchyid', 240, 128)");
  }

  @AfterEach
  void stop() throws SQLException {
    connection.close();
  }

  private void run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void column(String name, int systemType, int userType, int length) throws SQLException {
    run(
        "INSERT INTO sys.columns SELECT 7, '"
            + name
            + "', COUNT(*) + 1, "
            + systemType
            + ", "
            + userType
            + ", "
            + length
            + ", 0, 0, 0, 0, 0, "
            + (systemType == 231 ? "'Latin1'" : "NULL")
            + " FROM sys.columns");
  }

  /** Returns name, type, length and alias of each column. */
  private List<String> columns() throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(new SqlServerCatalogue().columns(DBO))) {
      while (rows.next()) {
        columns.add(
            String.join(
                " ", rows.getString(4), rows.getString(5), rows.getString(6), rows.getString(10)));
      }
    }
    return columns;
  }

  @Test
  void aTypeThatTheLoginMayNotSeeHidesNoColumn() throws SQLException {
    column("Id", 56, 56, 4);
    column("FirstName", 231, 259, 100);
    column("Login", 231, 256, 256);
    column("Node", 240, 128, 892);
    column("Place", 240, 260, -1);
    assertThat(columns())
        .containsExactly(
            "Id int 4 null",
            "FirstName nvarchar 50 null",
            "Login nvarchar 128 sysname",
            "Node hierarchyid 892 null",
            "Place user-defined type -1 null");
  }

  @Test
  void aTypeThatTheLoginMaySeeIsTold() throws SQLException {
    run("INSERT INTO sys.types VALUES ('Name', 231, 259), ('Point', 240, 260)");
    column("FirstName", 231, 259, 100);
    column("Place", 240, 260, -1);
    assertThat(columns()).containsExactly("FirstName nvarchar 50 Name", "Place Point -1 null");
  }

  @Test
  void onlyTheReadableColumnsOfAGraphAreSelectable() {
    SqlServerCatalogue catalogue = new SqlServerCatalogue();
    String hash = "_5EF98178A04A4C9784970E96384BB41B";
    assertThat(List.of("graph_id", "from_obj_id", "from_id", "to_obj_id", "to_id"))
        .noneMatch(name -> catalogue.isSelectable(name + hash))
        .allMatch(catalogue::isSelectable);
    assertThat(List.of("$node_id", "$edge_id", "$from_id", "$to_id", "paragraph_id", "graph id"))
        .allMatch(name -> catalogue.isSelectable(name + hash));
  }

  @Test
  void anAdvisorsHypotheticalIndexIsNoKey() throws SQLException {
    column("Id", 56, 56, 4);
    column("At", 61, 61, 8);
    run(
        "INSERT INTO sys.indexes VALUES (7, 1, 1, 0, 0), (7, 2, 2, 1, 0), (7, 5, 1, 0, 1)",
        "INSERT INTO sys.index_columns VALUES (7, 1, 2, 1, 1), (7, 1, 1, 2, 0), (7, 2, 1, 1, 0),"
            + " (7, 5, 1, 1, 0), (7, 5, 2, 2, 0)");
    List<String> keys = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(new SqlServerCatalogue().keys(DBO))) {
      while (rows.next()) {
        keys.add(
            String.join(
                " ", rows.getString(3), rows.getString(4), rows.getString(5), rows.getString(6)));
      }
    }
    assertThat(keys).containsExactly("At 0 1 1", "Id 0 1 0", "Id 1 0 0");
  }
}
