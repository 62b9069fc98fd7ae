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

package io.github.springxray.console.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The groups of a console. Safe for use by several threads.
 */
public final class FilterGroups {

	/**
	 * The group of all traces, which is always there.
	 */
	public static final String DEFAULT = "Default";

	/**
	 * How many groups there may be besides that one.
	 */
	public static final int MAX = 25;

	private final Map<String, FilterGroup> groups = new LinkedHashMap<>();

	/**
	 * Create groups with the one of all traces.
	 */
	public FilterGroups() {
		this.groups.put(DEFAULT, new FilterGroup(DEFAULT, arn(DEFAULT), "", false, false));
	}

	/**
	 * Return the ARN of a group.
	 * @param name the name of the group
	 * @return an ARN of an account that does not exist
	 */
	public static String arn(String name) {
		return "arn:aws:xray:local:000000000000:group/" + name;
	}

	/**
	 * Return all groups.
	 * @return the groups, in the order in which they were made
	 */
	public synchronized List<FilterGroup> all() {
		return new ArrayList<>(this.groups.values());
	}

	/**
	 * Find a group.
	 * @param nameOrArn the name, in the case that it has, or the ARN
	 * @return the group, or {@code null} if there is none
	 */
	public synchronized @Nullable FilterGroup find(String nameOrArn) {
		for (FilterGroup group : this.groups.values()) {
			if (group.name().equals(nameOrArn) || group.arn().equals(nameOrArn)) {
				return group;
			}
		}
		return null;
	}

	/**
	 * Keep a group, in the place of one with the same name.
	 * @param group the group
	 * @return whether there was room for it
	 */
	public synchronized boolean put(FilterGroup group) {
		if (!this.groups.containsKey(group.name()) && this.groups.size() > MAX) {
			return false;
		}
		this.groups.put(group.name(), group);
		return true;
	}

	/**
	 * Forget a group.
	 * @param group the group
	 */
	public synchronized void remove(FilterGroup group) {
		this.groups.remove(group.name());
	}

}
