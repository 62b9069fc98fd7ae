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

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.filter.FilterExpression;
import io.github.springxray.console.filter.FilterGroup;
import io.github.springxray.console.filter.FilterGroups;
import io.github.springxray.console.filter.FilterSyntaxException;

/**
 * The groups of X-Ray's API. There are no insights, but what is asked for them is kept.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_CreateGroup.html">CreateGroup</a>
 */
final class GroupsApi {

	private static final int MAX_NAME = 32;

	private static final int MAX_ARN = 400;

	private static final String NAME = "GroupName";

	private static final String ARN = "GroupARN";

	private static final String EXPRESSION = "FilterExpression";

	private static final String INSIGHTS = "InsightsConfiguration";

	private final FilterGroups groups;

	GroupsApi(FilterGroups groups) {
		this.groups = groups;
	}

	ApiResponse list(JsonNode request) throws BadRequestException {
		List<FilterGroup> all = this.groups.all();
		int offset = Fields.offset(request);
		ObjectNode json = Json.object();
		ArrayNode list = json.putArray("Groups");
		all.stream().skip(offset).forEach((group) -> list.add(shape(group)));
		return ApiResponse.ok(json);
	}

	ApiResponse get(JsonNode request) throws BadRequestException {
		return answer(required(request));
	}

	ApiResponse create(JsonNode request) throws BadRequestException {
		String name = Fields.text(request, NAME, 1, MAX_NAME);
		if (this.groups.find(name) != null) {
			throw new BadRequestException("There is a group " + name + " already");
		}
		FilterGroup group = changed(new FilterGroup(name, FilterGroups.arn(name), "", false, false), request);
		if (!this.groups.put(group)) {
			throw new BadRequestException("There are " + FilterGroups.MAX + " groups already");
		}
		return answer(group);
	}

	ApiResponse update(JsonNode request) throws BadRequestException {
		FilterGroup group = required(request);
		if (group.name().equals(FilterGroups.DEFAULT) && request.has(EXPRESSION)) {
			throw new BadRequestException("The group of all traces has no filter expression");
		}
		FilterGroup changed = changed(group, request);
		this.groups.put(changed);
		return answer(changed);
	}

	ApiResponse delete(JsonNode request) throws BadRequestException {
		FilterGroup group = required(request);
		if (group.name().equals(FilterGroups.DEFAULT)) {
			throw new BadRequestException("The group of all traces cannot be deleted");
		}
		this.groups.remove(group);
		return ApiResponse.ok(Json.object());
	}

	private static FilterGroup changed(FilterGroup group, JsonNode request) throws BadRequestException {
		String expression = request.has(EXPRESSION) ? Fields.text(request, EXPRESSION, 0, FilterExpression.MAX_LENGTH)
				: group.expression();
		try {
			FilterExpression.parse(expression);
		}
		catch (FilterSyntaxException ex) {
			throw new BadRequestException(String.valueOf(ex.getMessage()), ex.position());
		}
		JsonNode insights = request.path(INSIGHTS);
		return new FilterGroup(group.name(), group.arn(), expression,
				insights.path("InsightsEnabled").asBoolean(group.insights()),
				insights.path("NotificationsEnabled").asBoolean(group.notifications()));
	}

	private FilterGroup required(JsonNode request) throws BadRequestException {
		FilterGroup group = named(request);
		if (group == null) {
			throw new BadRequestException("GroupName or GroupARN is missing");
		}
		return group;
	}

	/**
	 * Return the group that a request names, if it names one.
	 */
	@Nullable FilterGroup named(JsonNode request) throws BadRequestException {
		String name = Fields.text(request, NAME, 0, MAX_NAME);
		String key = name.isEmpty() ? Fields.text(request, ARN, 0, MAX_ARN) : name;
		if (key.isEmpty()) {
			return null;
		}
		FilterGroup group = this.groups.find(key);
		if (group == null) {
			throw new BadRequestException("There is no group " + key);
		}
		return group;
	}

	private static ApiResponse answer(FilterGroup group) {
		ObjectNode json = Json.object();
		json.set("Group", shape(group));
		return ApiResponse.ok(json);
	}

	private static ObjectNode shape(FilterGroup group) {
		ObjectNode json = Json.object();
		json.put(NAME, group.name());
		json.put(ARN, group.arn());
		json.put(EXPRESSION, group.expression());
		json.putObject(INSIGHTS)
			.put("InsightsEnabled", group.insights())
			.put("NotificationsEnabled", group.notifications());
		return json;
	}

}
