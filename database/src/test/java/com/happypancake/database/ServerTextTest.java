package com.happypancake.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "The SELECT permission was denied on the object 'Members', database 'HPC', schema 'dbo'."
            + "|The SELECT permission was denied on the object 'Members', database 'HPC', schema"
            + " 'dbo'.",
        "Invalid object name 'dbo.Members'.|Invalid object name 'dbo.Members'.",
        "Invalid column name 'W'.|Invalid column name 'W'.",
        "Conversion failed when converting the varchar value 'Ada' to data type int."
            + "|Conversion failed when converting the varchar value …",
        "Something with 'O'Brien' in it|Something with … in it",
        "Something with 'a table 'Bob' here' in it|Something with … in it",
        "Login failed for user 'bob'.|Login failed for user ….",
        "Cannot insert duplicate key in object 'dbo.T'. The duplicate key value is (ada@x.fi)."
            + "|Cannot insert duplicate key in object 'dbo.T'. The duplicate key value …",
        "String or binary data would be truncated in table 'a.dbo.T', column 'N'. Truncated value:"
            + " 'Ada'.|String or binary data would be truncated in table 'a.dbo.T', column 'N'."
            + " Truncated value …",
        "Arithmetic overflow error for data type tinyint, value = 300."
            + "|Arithmetic overflow error for data type tinyint, value …",
        "invalid input syntax for type integer: Ada|invalid input syntax for type integer: …",
        "Transaction (Process ID 57) was deadlocked on lock resources"
            + "|Transaction … was deadlocked on lock resources",
        "Lost 17 of 2014-03-01 rows|Lost … of … rows",
        "an unclosed 'Ada|an unclosed …",
        "Table \"T\" not found; SQL statement: SELECT 'Ada'|Table \"T\" not found",
      })
  void valuesAreCutOutAndNamesStay(String message, String safe) {
    assertThat(ServerText.withoutValues(message)).isEqualTo(safe);
  }
}
