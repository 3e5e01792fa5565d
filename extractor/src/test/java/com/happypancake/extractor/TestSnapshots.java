package com.happypancake.extractor;

import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Column;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The database snapshots of a server, as it answers statements about them. */
final class TestSnapshots {

  private static final Pattern NAMED = Pattern.compile("(?:N'|\\[)(hpc_extract_[A-Za-z0-9_]+)");

  private final Set<String> names = new TreeSet<>();

  synchronized Set<String> names() {
    return Set.copyOf(names);
  }

  synchronized void add(String... more) {
    names.addAll(List.of(more));
  }

  synchronized void clear() {
    names.clear();
  }

  synchronized Optional<Answer> answer(String sql) {
    if (sql.contains("HAS_PERMS_BY_NAME")) {
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
