package dev.weft.customers;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A customer as the API tells it. */
record Customer(
    long id,
    long accountNumber,
    String fullName,
    String firstName,
    @Nullable String middleInitial,
    String lastName,
    String address,
    @Nullable String address2,
    String city,
    String stateProvince,
    String postalCode,
    String country,
    String phone,
    String alternatePhone,
    LocalDate birthdate,
    String maritalStatus,
    String yearlyIncome,
    String gender,
    int totalChildren,
    int childrenAtHome,
    String education,
    LocalDate accountOpened,
    String memberCard,
    String occupation,
    boolean homeowner,
    int carsOwned) {

  static Customer of(Row row) {
    return new Customer(
        row.getLong("id"),
        row.getLong("account_number"),
        row.getString("full_name"),
        row.getString("first_name"),
        row.getString("middle_initial"),
        row.getString("last_name"),
        row.getString("address"),
        row.getString("address2"),
        row.getString("city"),
        row.getString("state_province"),
        row.getString("postal_code"),
        row.getString("country"),
        row.getString("phone"),
        row.getString("alternate_phone"),
        row.getLocalDate("birthdate"),
        row.getString("marital_status"),
        row.getString("yearly_income"),
        row.getString("gender"),
        row.getInteger("total_children"),
        row.getInteger("children_at_home"),
        row.getString("education"),
        row.getLocalDate("account_opened"),
        row.getString("member_card"),
        row.getString("occupation"),
        row.getBoolean("homeowner"),
        row.getInteger("cars_owned"));
  }
}
