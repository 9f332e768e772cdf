package dev.weft.foodmart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row of {@code customer}; middle initial and second address line may be missing. */
public record CustomerRow(
    @JsonProperty("customer_id") int id,
    @JsonProperty("account_num") long accountNumber,
    @JsonProperty("fullname") String fullName,
    @JsonProperty("fname") String firstName,
    @JsonProperty("mi") @Nullable String middleInitial,
    @JsonProperty("lname") String lastName,
    @JsonProperty("address1") String address,
    @JsonProperty("address2") @Nullable String address2,
    @JsonProperty("city") String city,
    @JsonProperty("state_province") String stateProvince,
    @JsonProperty("postal_code") String postalCode,
    @JsonProperty("country") String country,
    @JsonProperty("phone1") String phone,
    @JsonProperty("phone2") String alternatePhone,
    @JsonProperty("birthdate") LocalDate birthdate,
    @JsonProperty("marital_status") String maritalStatus,
    @JsonProperty("yearly_income") String yearlyIncome,
    @JsonProperty("gender") String gender,
    @JsonProperty("total_children") int totalChildren,
    @JsonProperty("num_children_at_home") int childrenAtHome,
    @JsonProperty("education") String education,
    @JsonProperty("date_accnt_opened") LocalDate accountOpened,
    @JsonProperty("member_card") String memberCard,
    @JsonProperty("occupation") String occupation,
    @JsonProperty("houseowner") String houseowner,
    @JsonProperty("num_cars_owned") int carsOwned) {

  /** The data set says it with {@code Y} and {@code N}. */
  public boolean homeowner() {
    return houseowner.equals("Y");
  }
}
