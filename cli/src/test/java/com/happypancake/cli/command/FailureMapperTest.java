package com.happypancake.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.happypancake.cli.command.FailureMapper.RunFailure;
import com.happypancake.database.SourceException;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.DamagedDumpException.Fault;
import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.sample.RefusedDatabaseException;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.seeder.broker.BrokerAddress;
import com.happypancake.seeder.broker.BrokerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureMapperTest {

  static Stream<Arguments> everyRowOfTheTable() {
    return Stream.of(
        arguments(new CommandException(ExitCode.USAGE, "odd"), ExitCode.USAGE, "odd"),
        arguments(new RefusedFolderException(Reason.NOT_EMPTY, "full"), ExitCode.REFUSED, "full"),
        arguments(new DamagedDumpException(Fault.CUT, "a", "cut"), ExitCode.DATA, "a: cut"),
        arguments(new SchemaException("clash"), ExitCode.DATA, "clash"),
        arguments(source(SourceException.Kind.UNREACHABLE), ExitCode.CONNECTION, "source"),
        arguments(source(SourceException.Kind.LOGIN), ExitCode.CONNECTION, "source"),
        arguments(source(SourceException.Kind.QUERY), ExitCode.CONNECTION, "source"),
        arguments(source(SourceException.Kind.LOST), ExitCode.CONNECTION, "source"),
        arguments(source(SourceException.Kind.MISMATCH), ExitCode.DATA, "source"),
        arguments(broker(BrokerException.Kind.UNREACHABLE), ExitCode.CONNECTION, "broker"),
        arguments(broker(BrokerException.Kind.LOGIN), ExitCode.CONNECTION, "broker"),
        arguments(broker(BrokerException.Kind.LOST), ExitCode.CONNECTION, "broker"),
        arguments(broker(BrokerException.Kind.TOPOLOGY), ExitCode.REFUSED, "broker"),
        arguments(broker(BrokerException.Kind.REFUSED), ExitCode.REFUSED, "broker"),
        arguments(new RefusedDatabaseException("not empty"), ExitCode.REFUSED, "not empty"),
        arguments(new SQLException("no answer"), ExitCode.CONNECTION, "no answer"),
        arguments(
            new SQLException("write failed", new IOException("No space left on device")),
            ExitCode.LOCAL,
            "write failed: No space left on device; free some space on that disk, then run the"
                + " same command again (hpc extract and hpc transform: with --resume)"),
        arguments(new NoSuchFileException("a/b"), ExitCode.LOCAL, "a/b: there is no such file"),
        arguments(
            new AccessDeniedException("a/b"),
            ExitCode.LOCAL,
            "a/b: permission denied; check its owner and mode"),
        arguments(
            new FileSystemException("a/b", null, "Read-only file system"),
            ExitCode.LOCAL,
            "a/b: Read-only file system"),
        arguments(
            new FileSystemException("a/b", null, "No space left on device"),
            ExitCode.LOCAL,
            "a/b: No space left on device; free some space on that disk, then run the same"
                + " command again (hpc extract and hpc transform: with --resume)"),
        arguments(
            new IOException("No space left on device"),
            ExitCode.LOCAL,
            "No space left on device; free some space on that disk, then run the same command"
                + " again (hpc extract and hpc transform: with --resume)"),
        arguments(
            new OutOfMemoryError("Java heap space"),
            ExitCode.LOCAL,
            "out of memory (Java heap space); give the JVM more, for example HPC_OPTS=-Xmx2g, or"
                + " lower the command's own memory option"),
        arguments(
            new SourceException(
                SourceException.Kind.QUERY,
                "dbo.Big: the query failed",
                new SQLException(new OutOfMemoryError("Java heap space"))),
            ExitCode.LOCAL,
            "out of memory (Java heap space); give the JVM more, for example HPC_OPTS=-Xmx2g, or"
                + " lower the command's own memory option"),
        arguments(
            new IllegalStateException("odd"),
            ExitCode.INTERNAL,
            "internal error: IllegalStateException: odd; this is a bug: please report it with the"
                + " output of --verbose"));
  }

  private static SourceException source(SourceException.Kind kind) {
    return new SourceException(kind, "source");
  }

  private static BrokerException broker(BrokerException.Kind kind) {
    return new BrokerException(
        kind,
        "broker",
        new BrokerException(kind, BrokerAddress.parse("amqp://localhost"), "inner"));
  }

  @ParameterizedTest
  @MethodSource("everyRowOfTheTable")
  void eachExceptionHasItsCodeAndMessage(Throwable thrown, ExitCode code, String message) {
    RunFailure failure = FailureMapper.of(thrown);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).isEqualTo(message);
  }

  @Test
  void whatOnlyWrapsAnotherIsTakenForTheOther() {
    IOException damage = new DamagedDumpException(Fault.CUT, "a", "cut");
    assertThat(FailureMapper.of(new UncheckedIOException(damage)).code()).isEqualTo(ExitCode.DATA);
    assertThat(FailureMapper.of(new ExecutionException(new UncheckedIOException(damage))))
        .isEqualTo(new RunFailure(ExitCode.DATA, "a: cut"));
  }

  @Test
  void anExceptionWithoutAMessageSaysThatThereIsNoReason() {
    assertThat(FailureMapper.of(new IOException()).message())
        .isEqualTo("no reason is given; --verbose shows where it failed");
  }
}
