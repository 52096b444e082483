// Words for the statuses of the data path; text.cpp has the others and says how.
#include "world/text.h"

namespace airlock {

std::string_view to_text(StorageClass value) {
    switch (value) {
        case StorageClass::WARM: return "WARM";
        case StorageClass::COLD: return "COLD";
    }
    return "?";
}

std::string_view to_text(ScanResult value) {
    switch (value) {
        case ScanResult::none: return "none";
        case ScanResult::NO_THREATS_FOUND: return "NO_THREATS_FOUND";
        case ScanResult::THREATS_FOUND: return "THREATS_FOUND";
        case ScanResult::UNKNOWN: return "UNKNOWN";
    }
    return "?";
}

std::string_view to_text(ValidationStatus value) {
    switch (value) {
        case ValidationStatus::none: return "none";
        case ValidationStatus::VALIDATING: return "VALIDATING";
        case ValidationStatus::SUCCESSFUL: return "SUCCESSFUL";
        case ValidationStatus::FAILED: return "FAILED";
        case ValidationStatus::TIMED_OUT: return "TIMED_OUT";
    }
    return "?";
}

std::string_view to_text(DeletionStatus value) {
    switch (value) {
        case DeletionStatus::none: return "none";
        case DeletionStatus::DELETING: return "DELETING";
        case DeletionStatus::SUCCESSFUL: return "SUCCESSFUL";
    }
    return "?";
}

std::string_view to_text(TestingAlgorithm value) {
    switch (value) {
        case TestingAlgorithm::LATEST_WITHIN_WINDOW: return "LATEST_WITHIN_WINDOW";
        case TestingAlgorithm::RANDOM_WITHIN_WINDOW: return "RANDOM_WITHIN_WINDOW";
    }
    return "?";
}

std::string_view to_text(LegalHoldStatus value) {
    switch (value) {
        case LegalHoldStatus::CREATING: return "CREATING";
        case LegalHoldStatus::ACTIVE: return "ACTIVE";
        case LegalHoldStatus::CANCELING: return "CANCELING";
        case LegalHoldStatus::CANCELED: return "CANCELED";
    }
    return "?";
}

std::string_view to_text(Finding value) {
    switch (value) {
        case Finding::none: return "none";
        case Finding::clean: return "clean";
        case Finding::harmful: return "harmful";
    }
    return "?";
}

std::string_view to_text(AllowedImages value) {
    switch (value) {
        case AllowedImages::all: return "all";
        case AllowedImages::with_backup: return "with_backup";
        case AllowedImages::without_backup: return "without_backup";
    }
    return "?";
}

}  // namespace airlock
