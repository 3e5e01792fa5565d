package com.happypancake.extractor;

import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's database snapshots, and whether its database is one or a replica, in its answers. */
final class TestSnapshots {

  private static final Pattern NAMED = Pattern.compile("(?:N'|\\[)(hpc_extract_[A-Za-z0-9_]+)");

  private final Set<String> names = new TreeSet<>();
  private String source = "own";
  private String instant = "2026-01-01T01:02:03";

  /** Makes the database its own, a "snapshot", or a "replica". */
  synchronized void source(String kind) {
    source = kind;
  }

  synchronized String source() {
    return source;
  }

  /** Changes when the snapshot was made that the database is. */
  synchronized void instant(String text) {
    instant = text;
  }

  synchronized Set<String> names() {
    return Set.copyOf(names);
  }

  synchronized void add(String... more) {
    names.addAll(List.of(more));
  }

  synchronized void clear() {
    names.clear();
  }

  /** Answers with a row of two texts. */
  static Answer row(String first, String second) {
    Column column = Column.of("", "nvarchar(128)");
    return reply -> reply.columns(List.of(column, column)).row(first, second);
  }

  synchronized Optional<Answer> answer(String sql) {
    if (source.equals("snapshot") && sql.contains("DB_NAME(source_database_id)")) {
      return Optional.of(row("HappyPancake", instant));
    }
    if (source.equals("replica") && sql.contains("replica_id")) {
      return Optional.of(row("HappyPancake", "read-only"));
    }
    if (sql.startsWith("SELECT CASE WHEN HAS_PERMS_BY_NAME")) {
      return Optional.of(Answer.value("int", 1));
    }
    if (sql.contains("sys.database_files")) {
      return Optional.of(
          reply ->
              reply
                  .columns(
                      List.of(
                          Column.of("name", "nvarchar(128)"),
                          Column.of("physical_name", "nvarchar(260)")))
                  .row("hpc", "D:\\data\\O'Hara.mdf")
                  .row("hpc 2]", "E:\\data\\hpc2.ndf"));
    }
    if (sql.startsWith("SELECT name FROM sys.databases")) {
      List<String> now = List.copyOf(names);
      return Optional.of(
          reply -> {
            reply.columns(List.of(Column.of("name", "nvarchar(128)")));
            for (String name : now) {
              reply.row(name);
            }
          });
    }
    Matcher named = NAMED.matcher(sql);
    return named.find() ? answer(sql, named.group(1)) : Optional.empty();
  }

  private Optional<Answer> answer(String sql, String name) {
    if (sql.startsWith("CREATE DATABASE")) {
      names.add(name);
      return Optional.of(Answer.nothing());
    }
    if (sql.startsWith("SELECT COUNT(*) FROM sys.databases")) {
      return Optional.of(Answer.value("int", names.contains(name) ? 1 : 0));
    }
    boolean there = names.contains(name);
    if (sql.startsWith("DROP DATABASE")) {
      names.remove(name);
    }
    return Optional.of(
        there ? Answer.nothing() : Answer.error(911, 16, "Database does not exist."));
  }
}
