/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.console.api;

import java.util.function.Function;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.sampling.RuleLimitException;
import io.github.springxray.console.sampling.RuleRecord;
import io.github.springxray.console.sampling.SamplingRules;

/**
 * The rules of X-Ray's API.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_CreateSamplingRule.html">CreateSamplingRule</a>
 */
final class RulesApi {

	private static final long SECOND = 1000;

	private final SamplingRules rules;

	RulesApi(SamplingRules rules) {
		this.rules = rules;
	}

	/**
	 * Return the rules in the form of the page and of files.
	 */
	ApiResponse list() {
		ObjectNode json = Json.object();
		ArrayNode list = json.putArray("rules");
		this.rules.all().forEach((item) -> list.add(item.rule().toJson()));
		return ApiResponse.ok(json);
	}

	ApiResponse replace(JsonNode json) throws BadRequestException {
		checked((given) -> {
			this.rules.replace(given);
			return given;
		}, json);
		return list();
	}

	ApiResponse get(JsonNode request) throws BadRequestException {
		int offset = Fields.offset(request);
		ObjectNode json = Json.object();
		ArrayNode records = json.putArray("SamplingRuleRecords");
		this.rules.all().stream().skip(offset).forEach((item) -> records.add(shape(item)));
		return ApiResponse.ok(json);
	}

	ApiResponse create(JsonNode request) throws BadRequestException {
		return answer(checked(this.rules::create, object(request, "SamplingRule")));
	}

	ApiResponse update(JsonNode request) throws BadRequestException {
		return answer(checked(this.rules::update, object(request, "SamplingRuleUpdate")));
	}

	ApiResponse delete(JsonNode request) throws BadRequestException {
		return answer(checked(this.rules::delete, request));
	}

	private static JsonNode object(JsonNode request, String field) throws BadRequestException {
		if (!request.path(field).isObject()) {
			throw new BadRequestException(field + " is missing");
		}
		return request.path(field);
	}

	private static <T> T checked(Function<JsonNode, T> change, JsonNode json) throws BadRequestException {
		try {
			return change.apply(json);
		}
		catch (RuleLimitException ex) {
			throw BadRequestException.tooManyRules(String.valueOf(ex.getMessage()));
		}
		catch (IllegalArgumentException ex) {
			throw new BadRequestException(String.valueOf(ex.getMessage()));
		}
	}

	private static ApiResponse answer(RuleRecord item) {
		ObjectNode json = Json.object();
		json.set("SamplingRuleRecord", shape(item));
		return ApiResponse.ok(json);
	}

	private static ObjectNode shape(RuleRecord item) {
		ObjectNode json = Json.object();
		json.set("SamplingRule", item.rule().toJson());
		json.put("CreatedAt", item.createdAt() / SECOND);
		json.put("ModifiedAt", item.modifiedAt() / SECOND);
		return json;
	}

}
