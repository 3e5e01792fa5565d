package com.happypancake.database;

import com.happypancake.database.SourceException.Kind;
import java.sql.SQLException;

/** What H2's error numbers, those of org.h2.api.ErrorCode, mean to an extraction. */
final class H2Errors {

  private static final int DATABASE_NOT_FOUND = 90146;
  private static final int DATABASE_IN_USE = 90020;
  private static final int WRONG_USER_OR_PASSWORD = 28000;
  private static final int NOT_ENOUGH_RIGHTS = 90096;

  private H2Errors() {}

  static SourceException connectFailure(DatabaseAddress address, SQLException e) {
    return switch (e.getErrorCode()) {
      case WRONG_USER_OR_PASSWORD ->
          Failures.connecting(
              Kind.LOGIN, address, "the login is refused", "see whether user and password fit", e);
      case DATABASE_NOT_FOUND ->
          Failures.connecting(
              Kind.UNREACHABLE,
              address,
              "there is no such database",
              "see whether the URL is right",
              e);
      case DATABASE_IN_USE ->
          Failures.connecting(
              Kind.UNREACHABLE,
              address,
              "another process has the database open",
              "close it there, or open it on both sides with AUTO_SERVER=TRUE in the URL",
              e);
      default ->
          Failures.connecting(
              Kind.UNREACHABLE, address, "no connection", "see whether the URL is right", e);
    };
  }

  static String advice(SQLException e) {
    return e.getErrorCode() == NOT_ENOUGH_RIGHTS
        ? "the user needs SELECT on the table"
        : "look the error's number up in org.h2.api.ErrorCode";
  }

  static boolean isMissingTable(SQLException e) {
    return switch (e.getErrorCode()) {
      case 42102, 42103, 42104, 90079 -> true;
      default -> false;
    };
  }

  static boolean isTransient(SQLException e) {
    return switch (e.getErrorCode()) {
      case 40001, 50200, 57014, 90131 -> true;
      default -> TransientErrors.byState(e);
    };
  }
}
