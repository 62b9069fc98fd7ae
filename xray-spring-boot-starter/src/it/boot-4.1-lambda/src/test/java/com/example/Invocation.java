package com.example;

import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * What came of an invocation.
 *
 * @param failed whether the function has failed
 * @param body what it has returned, or the error
 * @param documents what the daemon had when the function returned
 */
record Invocation(boolean failed, String body, List<JsonNode> documents) {

	/**
	 * The only document.
	 */
	JsonNode document() {
		if (this.documents.size() != 1) {
			throw new AssertionError("Not one document but " + this.documents);
		}
		return this.documents.get(0);
	}

}
