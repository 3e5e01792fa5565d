package com.happypancake.extractor.scaffold;

import com.happypancake.database.Credentials;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tables of which to make a schema.
 *
 * @param source a JDBC URL that carries no secret
 * @param credentials of the login; empty if the URL names another kind of login
 * @param schemas names of the database's schemas, in any case; messages of all but the first carry
 *     their schema's name
 * @param tables names of tables and views, with or without their schema and in any case; empty for
 *     all tables and no view
 * @param packageName the messages' package; empty to derive it from the database's name
 */
public record ScaffoldRequest(
    String source,
    Optional<Credentials> credentials,
    List<String> schemas,
    List<String> tables,
    Optional<String> packageName) {

  /** A component hpc after the first would hide hpc's own package when protoc resolves names. */
  private static final Pattern PACKAGE =
      Pattern.compile(
          "(?!google\\b|hpc\\.(options|types)\\b)[a-z][a-z0-9_]*(\\.(?!hpc\\b)[a-z][a-z0-9_]*)*");

  /**
   * Checks the request.
   *
   * @throws IllegalArgumentException if it names no schema, or the package name is invalid
   */
  public ScaffoldRequest {
    schemas = List.copyOf(schemas);
    tables = List.copyOf(tables);
    if (schemas.isEmpty() || schemas.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("the schema has no name; expected for example dbo");
    }
    packageName
        .filter(name -> !PACKAGE.matcher(name).matches())
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "'"
                      + name
                      + "' is no package for a schema; expected small letters, digits and _ between"
                      + " points, such as legacy.finland, that are not hpc's or google's own");
            });
  }

  /** Leaves the URL out, since it may carry a secret. */
  @Override
  public String toString() {
    return "ScaffoldRequest[schemas=" + schemas + ", tables=" + tables + "]";
  }
}
