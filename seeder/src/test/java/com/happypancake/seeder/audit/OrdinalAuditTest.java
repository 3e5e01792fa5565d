package com.happypancake.seeder.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrdinalAuditTest {

  @ParameterizedTest
  @CsvSource({
    "1 2 3 4 5,         5, 0, 0, ",
    "'',                0, 0, 0, 1",
    "1 2 3,             3, 0, 0, 4",
    "2 3 4 5,           4, 0, 0, 1",
    "1 2 5,             3, 0, 0, 3",
    "1 2 5 4 3,         5, 0, 2, ",
    "1 5 3,             3, 0, 1, 2",
    "1 5 3 3 2 4,       5, 1, 3, ",
    "1 2 3 2 3 4 5,     5, 2, 0, ",
    "5 1 2 3 4,         5, 0, 4, ",
    "1 1 1,             1, 2, 0, 2",
    "1 4 4 2 5,         4, 1, 1, 3",
  })
  void ordinalsAreCountedAsTheyCome(
      String ordinals, long received, long duplicates, long late, Long firstMissing) {
    OrdinalAudit audit = new OrdinalAudit();
    Arrays.stream(ordinals.split(" "))
        .filter(each -> !each.isEmpty())
        .forEach(each -> audit.add(Long.parseLong(each)));
    assertThat(audit.received()).isEqualTo(received);
    assertThat(audit.result(5))
        .isEqualTo(
            new AuditResult.Ordinals(
                received,
                duplicates,
                late,
                firstMissing == null ? OptionalLong.empty() : OptionalLong.of(firstMissing)));
  }
}
