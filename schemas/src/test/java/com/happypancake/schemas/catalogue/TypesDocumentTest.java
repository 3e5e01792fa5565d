package com.happypancake.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares docs/types.md with the code. */
class TypesDocumentTest {

  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  private static List<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static String field(ColumnType type) {
    return type == ColumnType.OFFSET_TIME
        ? "hpc.types.OffsetTime"
        : type.fieldType().name().toLowerCase(Locale.ROOT);
  }

  @Test
  void everyTypeStandsInTheTableWithItsField() throws IOException {
    Set<ColumnType> documented = EnumSet.noneOf(ColumnType.class);
    List<String> lines = Files.readAllLines(Path.of("../docs/types.md"));
    for (String line : lines.subList(0, lines.indexOf("## What is not held"))) {
      String[] cells = line.split("\\|", -1);
      for (String sqlType : quoted(cells.length > 2 ? cells[1] : "")) {
        ColumnType type = ColumnType.of(sqlType).orElseThrow();
        assertThat(quoted(cells[2])).as(sqlType).containsExactly(field(type));
        documented.add(type);
      }
    }
    assertThat(documented).containsExactlyInAnyOrder(ColumnType.values());
  }
}
