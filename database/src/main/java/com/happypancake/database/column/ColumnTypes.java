package com.happypancake.database.column;

import com.happypancake.schemas.catalogue.LegacyColumn;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;

/** The column types of one database product: how they are read, declared and bound. */
public interface ColumnTypes {

  /**
   * Finds the reader for a column.
   *
   * @param wanted what the schema declares
   * @return empty where the field can't hold all that the column may
   */
  Optional<ColumnReader> reader(LegacyColumn wanted, ActualColumn actual);

  /** Tells whether the database sets a column anew with each change of its row. */
  boolean isRowversion(ActualColumn column);

  /** Returns a type as the product's own DDL has it: {@code nvarchar(32)}. */
  String ddl(DeclaredType type);

  /** Returns the type of SQL Server that a type is read as; empty where there is none. */
  Optional<String> sqlType(DeclaredType type);

  /** Returns what CREATE TABLE has of a column between its name and NULL or NOT NULL. */
  String definition(LegacyColumn column);

  /**
   * Binds a {@code datetime}, {@code smalldatetime} or {@code datetime2}.
   *
   * @throws SQLException if the driver can't
   */
  void bindTime(PreparedStatement statement, int index, LegacyColumn column, LocalDateTime value)
      throws SQLException;

  /**
   * Binds a {@code uniqueidentifier}.
   *
   * @throws SQLException if the driver can't
   */
  void bindGuid(PreparedStatement statement, int index, UUID value) throws SQLException;

  /**
   * Binds NULL.
   *
   * @throws SQLException if the driver can't
   */
  void bindNull(PreparedStatement statement, int index, LegacyColumn column) throws SQLException;
}
