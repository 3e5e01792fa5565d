package com.happypancake.database.sqlserver;

import com.happypancake.database.DatabaseErrors;
import com.happypancake.database.DatabaseProduct.DatabaseAddress;
import com.happypancake.database.SourceException;
import com.happypancake.database.SourceException.Kind;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * SQL Server's error numbers. The driver's own errors have number 0; their words tell of hosts and
 * protocols. The server's words may name the login, so messages leave them out.
 */
final class SqlServerErrors implements DatabaseErrors {

  /** "Invalid object name". */
  private static final int NO_SUCH_TABLE = 208;

  /** "Cannot be opened. It has been marked SUSPECT by recovery". A full snapshot stays suspect. */
  private static final int SUSPECT = 926;

  @Override
  public SourceException connectFailure(DatabaseAddress address, SQLException e) {
    return switch (e.getErrorCode()) {
      case 0 -> driverFailure(address, e);
      case 4060, 4064 ->
          SourceException.ofConnecting(
              Kind.LOGIN,
              address,
              "the database can't be opened",
              "see whether databaseName in the URL is right and the login may use it",
              e);
      case 18452, 18456, 18470, 18486, 18487, 18488 ->
          SourceException.ofConnecting(
              Kind.LOGIN,
              address,
              "the login is refused",
              "see whether user and password are right and the login is enabled",
              e);
      default ->
          SourceException.ofConnecting(
              Kind.UNREACHABLE, address, "no connection", "look the error's number up", e);
    };
  }

  private static SourceException driverFailure(DatabaseAddress address, SQLException e) {
    return isTls(e)
        ? new SourceException(
            Kind.UNREACHABLE,
            address
                + ": no encrypted connection: "
                + e.getMessage()
                + "; have Java trust the server's certificate (trustStore=<file> in the URL), or,"
                + " for a server that you trust without, put trustServerCertificate=true or"
                + " encrypt=false into the URL",
            e)
        : new SourceException(
            Kind.UNREACHABLE,
            address
                + ": no connection: "
                + e.getMessage()
                + "; see whether the URL is right and the server runs",
            e);
  }

  private static boolean isTls(SQLException e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof SSLException
          || (message != null && (message.contains("(SSL)") || message.contains("PKIX")))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isMissingTable(SQLException e) {
    return e.getErrorCode() == NO_SUCH_TABLE;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Deadlocks, timeouts of locks and answers, snapshots that ended, and rows that moved pass; so
   * does a server that starts, ends, fails over or has too much to do.
   */
  @Override
  public boolean isTransient(SQLException e) {
    return switch (e.getErrorCode()) {
      case 596, 601, 701, 844, 845, 1204, 1205, 1222 -> true;
      case 921, 922, 923, 924, 927, 952, 976, 978, 979, 982, 983, 988 -> true;
      case 3906, 3908, 3960, 3961, 3966, 4060, 4221, 6005, 8628, 8645, 8651 -> true;
      case 10053, 10054, 10060, 10928, 10929, 17142, 18401 -> true;
      case 40143, 40197, 40501, 40540, 40613, 42108, 42109, 49918, 49919, 49920 -> true;
      default -> DatabaseErrors.isTransientByState(e);
    };
  }

  @Override
  public String advice(SQLException e) {
    if (e instanceof SQLTimeoutException) {
      return "it timed out before its first row: run it again when the server has less to do, or"
          + " with a longer queryTimeout in the URL, in seconds, and a socketTimeout beyond it, in"
          + " milliseconds";
    }
    return switch (e.getErrorCode()) {
      case NO_SUCH_TABLE -> "the table is gone: run it again to see how the database differs";
      case 229, 230, 297, 300 -> "the login needs SELECT on the table: db_datareader will do";
      case SUSPECT ->
          "the database is suspect: where it is the extraction's own snapshot, the disk of the"
              + " database's files was full; drop it and begin the dump anew with more room or"
              + " another --consistency, or add --resume --consistency read-committed to keep what"
              + " was read";
      case 601 -> "rows moved while they were read: run it again, or allow snapshots";
      case 1205 -> "it was the victim of a deadlock: run it again";
      case 1222 -> "somebody else locks the table: run it again, or with a longer lock timeout";
      case 3951, 3952, 3960, 3961 -> "the snapshot can't be had: run it again";
      default -> "look the error's number up, or ask the database's administrator";
    };
  }
}
