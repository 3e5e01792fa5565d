package com.happypancake.database.sqlserver;

import com.happypancake.database.Catalogue;
import com.happypancake.database.ServerFacts.HiddenData;
import com.happypancake.database.ServerFacts.HiddenData.Item;
import com.happypancake.database.ServerFacts.HiddenData.Kind;
import com.happypancake.database.Session;
import com.happypancake.database.SourceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** SQL Server's own catalogue, from 2012 on: readable tables, and what is hidden from the login. */
final class SqlServerCatalogue extends Catalogue {

  private static final String OBJECTS =
      "FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id";

  private static final String OURS = "o.type IN ('U', 'V') AND o.is_ms_shipped = 0";

  private static final int PAGE_BYTES = 8_192;

  private static final String VIEW_DEFINITION = "VIEW DEFINITION on the database";

  /**
   * The name of a column's type, of an alias type's base. sysname, too, has nvarchar's number. A
   * type of users is not in sys.types for a login without a right to the type itself, which SELECT
   * on the table does not give.
   */
  private static final String TYPE = "COALESCE(b.name, u.name, 'user-defined type')";

  private static final String COLLATION =
      "CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128))";

  private static final Pattern INTERNAL_OF_GRAPHS =
      Pattern.compile("(graph|from_obj|from|to_obj|to)_id_[0-9A-F]{32}");

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
  public String columns(Scope scope) {
    return "SELECT s.name, o.name, CASE o.type WHEN 'V' THEN 'V' ELSE 'T' END, c.name, "
        + TYPE
        + ", CASE WHEN "
        + TYPE
        + " IN ('nchar', 'nvarchar') AND c.max_length > 0"
        + " THEN c.max_length / 2 ELSE c.max_length END,"
        + " c.precision, c.scale, c.is_nullable,"
        + " CASE WHEN u.name <> b.name THEN u.name END, c.is_identity, c.is_computed,"
        + " CASE WHEN c.collation_name IS NULL OR "
        + TYPE
        + " LIKE 'n%' OR c.collation_name = "
        + COLLATION
        + " THEN 1 WHEN c.collation_name <> "
        + COLLATION
        + " THEN 0 END "
        + OBJECTS
        + " JOIN sys.columns c ON c.object_id = o.object_id"
        + " LEFT JOIN sys.types u ON u.user_type_id = c.user_type_id"
        + " LEFT JOIN sys.types b ON b.user_type_id = c.system_type_id"
        + " WHERE "
        + OURS
        + " AND "
        + scope.condition("s.name", "o.name")
        + " ORDER BY s.name, o.name, c.column_id";
  }

  /**
   * {@inheritDoc}
   *
   * <p>sys.columns shows the internal columns of graph tables, which SELECT refuses with error
   * 13908. It can name the columns that the server computes of them, such as {@code $node_id}.
   * Older servers have no graph_type that would tell them apart.
   */
  @Override
  public boolean isSelectable(String column) {
    return !INTERNAL_OF_GRAPHS.matcher(column).matches();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A table has several clustered indexes in sys.indexes if a tuning advisor left hypothetical
   * ones. Their columns in one ORDER BY would be refused with error 169.
   */
  @Override
  public String keys(Scope scope) {
    return "SELECT s.name, o.name, c.name, i.is_primary_key, CASE WHEN i.type = 1 THEN 1 ELSE 0"
        + " END, k.is_descending_key "
        + INDEXED
        + " WHERE (i.is_primary_key = 1 OR i.type = 1) AND i.is_hypothetical = 0"
        + " AND k.key_ordinal > 0 AND "
        + scope.condition("s.name", "o.name")
        + " ORDER BY s.name, o.name, i.index_id, k.key_ordinal";
  }

  /** {@inheritDoc} A right may be granted or denied for one column. */
  @Override
  public Optional<String> unreadable(Scope scope) {
    return Optional.of(
        "SELECT s.name, o.name, c.name "
            + OBJECTS
            + " JOIN sys.columns c ON c.object_id = o.object_id WHERE "
            + OURS
            + " AND "
            + scope.condition("s.name", "o.name")
            + " AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' + QUOTENAME(o.name),"
            + " 'OBJECT', 'SELECT', c.name, 'COLUMN'), 0) = 0"
            + " ORDER BY s.name, o.name, c.column_id");
  }

  @Override
  public List<String> rows(Scope scope) {
    return List.of(sum("p.rows", " JOIN sys.partitions p ON p.object_id = o.object_id", 1, scope));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Counts the rows' pages, not other indexes. The first query needs VIEW DATABASE STATE.
   */
  @Override
  public List<String> bytes(Scope scope) {
    return List.of(
        sum(
            "p.used_page_count",
            " JOIN sys.dm_db_partition_stats p ON p.object_id = o.object_id",
            PAGE_BYTES,
            scope),
        sum(
            "a.used_pages",
            " JOIN sys.partitions p ON p.object_id = o.object_id"
                + " JOIN sys.allocation_units a ON a.container_id ="
                + " CASE WHEN a.type = 2 THEN p.partition_id ELSE p.hobt_id END",
            PAGE_BYTES,
            scope));
  }

  private static String sum(String figure, String join, int factor, Scope scope) {
    return "SELECT s.name, o.name, SUM("
        + figure
        + ")"
        + (factor == 1 ? "" : " * " + factor)
        + " "
        + OBJECTS
        + join
        + " WHERE p.index_id IN (0, 1) AND "
        + OURS
        + " AND "
        + scope.condition("s.name", "o.name")
        + " GROUP BY s.name, o.name";
  }

  @Override
  public String uniques(Scope scope) {
    return "SELECT DISTINCT s.name, o.name, c.name "
        + INDEXED
        + " WHERE i.is_unique = 1 AND i.is_primary_key = 0 AND i.has_filter = 0"
        + " AND i.is_disabled = 0 AND i.is_hypothetical = 0 AND k.key_ordinal = 1"
        + " AND NOT EXISTS (SELECT 1 FROM sys.index_columns m WHERE m.object_id = i.object_id"
        + " AND m.index_id = i.index_id AND m.key_ordinal = 2) AND "
        + scope.condition("s.name", "o.name")
        + " ORDER BY s.name, o.name, c.name";
  }

  @Override
  public String references(Scope scope) {
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
        + scope.condition("s.name", "o.name")
        + " ORDER BY s.name, o.name, c.name, rs.name, r.name, rc.name";
  }

  /** Returns a query for the oldest remembered version of each tracked table's changes. */
  static String firstVersions(Scope scope) {
    return "SELECT s.name, o.name, CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) "
        + OBJECTS
        + " WHERE o.type = 'U' AND "
        + scope.condition("s.name", "o.name")
        + " AND CHANGE_TRACKING_MIN_VALID_VERSION(o.object_id) IS NOT NULL";
  }

  /** Finds out which data the server changes or leaves out when it is read. */
  static HiddenData hiddenData(Session session) throws SourceException {
    HiddenDataSearch look = new HiddenDataSearch(session);
    Optional<Set<String>> known = look.known();
    if (known.isEmpty()) {
      look.unseen.add(
          session.whyUnknown(
              "whether columns are masked or encrypted, nor whether a security policy hides rows",
              "sys.all_columns",
              VIEW_DEFINITION));
      return new HiddenData(look.items, look.unseen);
    }
    look.columns(known.get());
    if (known.get().contains("predicate_type")) {
      look.policies();
    }
    look.views();
    return new HiddenData(look.items, look.unseen);
  }

  /**
   * Searches the catalogue for what changes or hides data without an error: Dynamic Data Masking,
   * Always Encrypted and security policies, all from 2016 on, and column sets. It asks older
   * servers only for what they have.
   */
  private static final class HiddenDataSearch {

    private final Session session;
    private final List<Item> items = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    private HiddenDataSearch(Session session) {
      this.session = session;
    }

    /** Returns which of the catalogue's columns from 2016 this server has. */
    private Optional<Set<String>> known() throws SourceException {
      return session
          .probeRows(
              "SELECT name FROM sys.all_columns WHERE object_id = OBJECT_ID(N'sys.columns')"
                  + " AND name IN ('is_masked', 'encryption_type')"
                  + " OR object_id = OBJECT_ID(N'sys.security_predicates')"
                  + " AND name = 'predicate_type'")
          .map(
              rows -> {
                Set<String> names = new HashSet<>();
                rows.forEach(row -> names.addAll(row));
                return names;
              });
    }

    private void columns(Set<String> known) throws SourceException {
      String masked =
          known.contains("is_masked")
              ? "c.is_masked = 1 AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE',"
                  + " 'UNMASK'), 0) = 0 AND COALESCE(HAS_PERMS_BY_NAME(QUOTENAME(s.name) + '.' +"
                  + " QUOTENAME(o.name), 'OBJECT', 'UNMASK', c.name, 'COLUMN'), 0) = 0"
              : "1 = 0";
      String encrypted =
          known.contains("encryption_type") ? "c.encryption_type IS NOT NULL" : "1 = 0";
      Optional<List<List<String>>> rows =
          session.probeRows(
              "SELECT s.name, o.name, c.name, "
                  + truth(masked)
                  + ", "
                  + truth(encrypted)
                  + ", "
                  + truth("c.is_column_set = 1")
                  + " FROM sys.columns c"
                  + tablesOf("c.object_id")
                  + " WHERE o.type IN ('U', 'V') AND (c.is_column_set = 1"
                  + (known.contains("is_masked") ? " OR c.is_masked = 1" : "")
                  + (known.contains("encryption_type") ? " OR " + encrypted : "")
                  + ") ORDER BY s.name, o.name, c.column_id");
      if (rows.isEmpty()) {
        unseen.add(
            session.whyUnknown(
                "whether columns are masked or encrypted", "such sys.columns", VIEW_DEFINITION));
      }
      for (List<String> row : rows.orElse(List.of())) {
        Kind[] kinds = {Kind.MASKED, Kind.ENCRYPTED, Kind.COLUMN_SET};
        for (int i = 0; i < kinds.length && row.size() == 3 + kinds.length; i++) {
          if (row.get(3 + i).equals("1")) {
            items.add(new Item(row.get(0), row.get(1), row.get(2), kinds[i]));
          }
        }
      }
    }

    private static String tablesOf(String id) {
      return " JOIN sys.objects o ON o.object_id = "
          + id
          + " JOIN sys.schemas s ON s.schema_id = o.schema_id";
    }

    private static String truth(String condition) {
      return "CASE WHEN " + condition + " THEN 1 ELSE 0 END";
    }

    /** Finds filtered tables. A login that may not see policies gets none, and no error. */
    private void policies() throws SourceException {
      Optional<List<List<String>>> rows =
          session.probeRows(
              "SELECT s.name, o.name, MIN(n.name) FROM sys.security_predicates p"
                  + " JOIN sys.security_policies n ON n.object_id = p.object_id"
                  + tablesOf("p.target_object_id")
                  + " WHERE p.predicate_type = 0 AND n.is_enabled = 1"
                  + " GROUP BY s.name, o.name ORDER BY s.name, o.name");
      for (List<String> row : rows.orElse(List.of())) {
        if (row.size() == 3) {
          items.add(new Item(row.get(0), row.get(1), row.get(2), Kind.FILTERED));
        }
      }
      if (rows.isEmpty() || !seesPolicies()) {
        unseen.add(
            session.whyUnknown(
                "whether a security policy hides rows from it (no count shows that either)",
                "such security policies",
                VIEW_DEFINITION));
      }
    }

    private boolean seesPolicies() throws SourceException {
      return session.probeTruth(
          "SELECT CASE WHEN HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE',"
              + " 'ALTER ANY SECURITY POLICY') = 1 OR HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()),"
              + " 'DATABASE', 'VIEW DEFINITION') = 1 THEN 1 ELSE 0 END");
    }

    /**
     * Adds the views, which may show columns and rows that are masked or filtered in their tables.
     */
    private void views() throws SourceException {
      if (items.stream()
          .noneMatch(each -> each.kind() == Kind.MASKED || each.kind() == Kind.FILTERED)) {
        return;
      }
      Optional<List<List<String>>> rows =
          session.probeRows("SELECT s.name, o.name FROM sys.views v" + tablesOf("v.object_id"));
      for (List<String> row : rows.orElse(List.of())) {
        if (row.size() == 2) {
          items.add(new Item(row.get(0), row.get(1), row.get(1), Kind.VIEW));
        }
      }
    }
  }
}
