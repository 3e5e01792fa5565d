package com.happypancake.database.sqlserver;

import com.happypancake.database.Catalogue;
import java.util.Collection;

/** SQL Server's own catalogue, as it is from 2012 on. It shows what the login may read. */
record SqlServerCatalogue() implements Catalogue {

  private static final String OBJECTS =
      "FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id";

  private static final String OURS = "o.type IN ('U', 'V') AND o.is_ms_shipped = 0";

  private static final String INDEXED =
      OBJECTS
          + " JOIN sys.indexes i ON i.object_id = o.object_id"
          + " JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id"
          + " JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id";

  @Override
  public String name() {
    return "the views of sys";
  }

  @Override
  public String schemas() {
    return "SELECT DISTINCT s.name " + OBJECTS + " WHERE " + OURS + " ORDER BY s.name";
  }

  @Override
  public String columns(Collection<String> schemas) {
    return "SELECT s.name, o.name, CASE o.type WHEN 'V' THEN 'V' ELSE 'T' END, c.name,"
        + " COALESCE(b.name, u.name),"
        + " CASE WHEN c.system_type_id IN (231, 239) AND c.max_length > 0"
        + " THEN c.max_length / 2 ELSE c.max_length END,"
        + " c.precision, c.scale, c.is_nullable,"
        + " CASE WHEN u.name <> b.name THEN u.name END, c.is_identity, c.is_computed "
        + OBJECTS
        + " JOIN sys.columns c ON c.object_id = o.object_id"
        + " JOIN sys.types u ON u.user_type_id = c.user_type_id"
        + " LEFT JOIN sys.types b ON b.user_type_id = c.system_type_id"
        + " WHERE "
        + OURS
        + " AND "
        + Catalogue.within("s.name", schemas)
        + " ORDER BY s.name, o.name, c.column_id";
  }

  @Override
  public String keys(Collection<String> schemas) {
    return "SELECT s.name, o.name, c.name "
        + INDEXED
        + " WHERE i.is_primary_key = 1 AND k.key_ordinal > 0 AND "
        + Catalogue.within("s.name", schemas)
        + " ORDER BY s.name, o.name, k.key_ordinal";
  }

  @Override
  public String uniques(Collection<String> schemas) {
    return "SELECT DISTINCT s.name, o.name, c.name "
        + INDEXED
        + " WHERE i.is_unique = 1 AND i.is_primary_key = 0 AND i.has_filter = 0"
        + " AND i.is_disabled = 0 AND i.is_hypothetical = 0 AND k.key_ordinal = 1"
        + " AND NOT EXISTS (SELECT 1 FROM sys.index_columns m WHERE m.object_id = i.object_id"
        + " AND m.index_id = i.index_id AND m.key_ordinal = 2) AND "
        + Catalogue.within("s.name", schemas)
        + " ORDER BY s.name, o.name, c.name";
  }

  @Override
  public String references(Collection<String> schemas) {
    return "SELECT s.name, o.name, c.name, rs.name, r.name, rc.name "
        + OBJECTS
        + " JOIN sys.foreign_key_columns f ON f.parent_object_id = o.object_id"
        + " JOIN sys.columns c ON c.object_id = f.parent_object_id"
        + " AND c.column_id = f.parent_column_id"
        + " JOIN sys.objects r ON r.object_id = f.referenced_object_id"
        + " JOIN sys.schemas rs ON rs.schema_id = r.schema_id"
        + " JOIN sys.columns rc ON rc.object_id = f.referenced_object_id"
        + " AND rc.column_id = f.referenced_column_id"
        + " WHERE NOT EXISTS (SELECT 1 FROM sys.foreign_key_columns m"
        + " WHERE m.constraint_object_id = f.constraint_object_id AND m.constraint_column_id = 2)"
        + " AND "
        + Catalogue.within("s.name", schemas)
        + " ORDER BY s.name, o.name, c.name, rs.name, r.name, rc.name";
  }

  /**
   * Returns a query of the columns of a table's clustered index, in its order: name, whether it is
   * descending, whether it compares as the database's own collation does.
   *
   * @param table its name as a literal
   */
  static String clusteredIndex(String table) {
    return "SELECT c.name, CASE WHEN ic.is_descending_key = 1 THEN 1 ELSE 0 END,"
        + " CASE WHEN c.collation_name IS NULL OR t.name LIKE 'n%' OR c.collation_name ="
        + " CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128))"
        + " THEN 1 ELSE 0 END"
        + " FROM sys.indexes i"
        + " JOIN sys.index_columns ic ON ic.object_id = i.object_id"
        + " AND ic.index_id = i.index_id"
        + " JOIN sys.columns c ON c.object_id = ic.object_id"
        + " AND c.column_id = ic.column_id"
        + " LEFT JOIN sys.types t ON t.user_type_id = c.system_type_id"
        + " WHERE i.type = 1 AND ic.key_ordinal > 0 AND i.object_id = OBJECT_ID("
        + table
        + ") ORDER BY ic.key_ordinal";
  }
}
