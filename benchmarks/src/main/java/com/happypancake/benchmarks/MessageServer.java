package com.happypancake.benchmarks;

import com.happypancake.extractor.tds.Answer;
import com.happypancake.extractor.tds.Backend;
import com.happypancake.extractor.tds.Column;
import com.happypancake.extractor.tds.PreparedRows;
import com.happypancake.extractor.tds.Reply;
import com.happypancake.extractor.tds.TdsServer;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.legacy.Message;
import com.happypancake.schemas.value.WallClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server of one table, dbo.Messages, for Microsoft's driver. Its rows are encoded in advance, so
 * the driver never waits for it. It runs in a separate process.
 */
final class MessageServer {

  private static final int PREPARED_ROWS = 4096;
  private static final int SYNTAX = 102;

  private static final Pattern FROM = Pattern.compile(">= CAST\\((\\d+)");
  private static final Pattern TO = Pattern.compile("< CAST\\((\\d+)");
  private static final Pattern OFFSET = Pattern.compile("OFFSET (\\d+) ROWS");

  private final PreparedRows messages;
  private final long rows;

  private MessageServer(PreparedRows messages, long rows) {
    this.messages = messages;
    this.rows = rows;
  }

  /**
   * Prints the server's URL and serves until standard input ends.
   *
   * @param arguments the number of rows; their ids start at 0
   * @throws IOException if no port is available
   */
  public static void main(String[] arguments) throws IOException {
    try (TdsServer server = start(Long.parseLong(arguments[0]))) {
      System.out.println(server.url());
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }

  private static TdsServer start(long rows) throws IOException {
    MessageServer server = new MessageServer(prepare(), rows);
    return TdsServer.start(Backend.empty()).scripted(server::answer);
  }

  /**
   * Starts a server in a new process.
   *
   * @throws IOException if the server does not start
   */
  static ServerProcess startProcess(ChildJvm jvm, long rows) throws IOException {
    List<String> words = new ArrayList<>(jvm.words());
    words.addAll(List.of(MessageServer.class.getName(), String.valueOf(rows)));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String url = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (url == null) {
      throw new IOException("the server of the benchmarks does not start");
    }
    return new ServerProcess(process, url);
  }

  /**
   * A server in a separate process.
   *
   * @param url the JDBC URL of the database
   */
  record ServerProcess(Process process, String url) implements AutoCloseable {
    /** Returns the server's processor time so far; 0 if the system does not report it. */
    long cpuNanos() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  private static PreparedRows prepare() throws IOException {
    List<Column> columns =
        LegacyCatalogue.hpc().table("Messages").columns().stream()
            .map(column -> new Column(column.name(), column.sqlType(), column.nullable(), false))
            .toList();
    MessageGenerator source = new MessageGenerator();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < PREPARED_ROWS; i++) {
      rows.add(values(source.next()));
    }
    return PreparedRows.of(columns, rows);
  }

  private static @Nullable Object[] values(Message message) {
    return new @Nullable Object[] {
      message.getMessageId(),
      message.getFromMemberId(),
      message.getToMemberId(),
      message.hasSubject() ? message.getSubject() : null,
      message.getBody(),
      WallClock.toTime(message.getSentAt()),
      message.hasReadAt() ? WallClock.toTime(message.getReadAt()) : null,
      message.getDeletedBySender(),
      message.getDeletedByRecipient(),
      message.getRowVersion().toByteArray(),
    };
  }

  /** Answers the queries of an extraction so that it cuts the table and reads it in order. */
  private Optional<Answer> answer(String sql) {
    long from = number(FROM, sql).orElse(0L);
    if (sql.equals("SELECT 1")) {
      // The check of the server's health.
      return Optional.of(Answer.value("int", 1));
    } else if (sql.contains("COUNT_BIG(*)")) {
      return Optional.of(Answer.value("bigint", sql.contains("1 = 0") ? 0 : rows));
    } else if (sql.contains("sys.partitions")) {
      return Optional.of(Answer.value("bigint", rows));
    } else if (sql.contains("sys.indexes")) {
      return Optional.of(MessageServer::index);
    } else if (sql.contains("sys.") || sql.contains("()") || sql.contains("TABLESAMPLE")) {
      return Optional.of(Answer.error(SYNTAX, 15, "Not here."));
    } else if (sql.contains("OFFSET")) {
      return Optional.of(key(from + number(OFFSET, sql).orElse(0L)));
    } else if (sql.contains("1 = 0")) {
      return Optional.of(reply -> reply.columns(messages.columns()));
    } else if (sql.contains("[Body]")) {
      long to = number(TO, sql).orElse(rows);
      return Optional.of(reply -> messages.send(reply, from, to));
    }
    return Optional.empty();
  }

  private static void index(Reply reply) throws IOException {
    reply
        .columns(
            List.of(Column.of("name", "sysname"), Column.of("d", "int"), Column.of("c", "int")))
        .row("MessageId", 0, 1);
  }

  private Answer key(long key) {
    return reply -> {
      reply.columns(List.of(Column.of("MessageId", "bigint")));
      if (key < rows) {
        reply.row(key);
      }
    };
  }

  private static Optional<Long> number(Pattern pattern, String sql) {
    Matcher matcher = pattern.matcher(sql);
    return matcher.find() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
  }
}
