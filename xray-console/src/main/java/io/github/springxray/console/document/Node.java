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

package io.github.springxray.console.document;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What lists, filters and graphs need to know of a segment or subsegment. Immutable once
 * it was read.
 */
public final class Node {

	/**
	 * The type of a service that an application is, and says no more.
	 */
	public static final String APPLICATION = "app";

	static final int SEGMENT = 1;

	static final int IN_PROGRESS = 1 << 1;

	static final int FAULT = 1 << 2;

	static final int ERROR = 1 << 3;

	static final int THROTTLE = 1 << 4;

	static final int REMOTE = 1 << 5;

	static final int AWS = 1 << 6;

	static final int SQL = 1 << 7;

	// Header, ids, times, flags, references, and a place in the list of the parent
	static final int SIZE = 72;

	private final long id;

	private final long parentId;

	private final String name;

	private final double start;

	private final double end;

	private final int flags;

	private final List<Node> children;

	private final NodeDetail detail;

	Node(NodeBuilder builder, List<Node> children) {
		this.id = builder.id;
		this.parentId = builder.parentId;
		this.name = builder.name;
		this.start = builder.start;
		this.end = builder.end;
		this.flags = builder.flags;
		this.children = children;
		this.detail = builder.detail;
	}

	/**
	 * Return the id.
	 * @return the id as a number, see {@link Ids#format(long)}
	 */
	public long id() {
		return this.id;
	}

	/**
	 * Return the id of the parent, of a segment or of a subsegment that was sent on its
	 * own.
	 * @return the id, or 0 if the document names none
	 */
	public long parentId() {
		return this.parentId;
	}

	/**
	 * Return the name.
	 * @return the name, anything that somebody has sent
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return when it began.
	 * @return seconds since 1970
	 */
	public double start() {
		return this.start;
	}

	/**
	 * Return when it ended.
	 * @return seconds since 1970, or {@code NaN} if it has not ended
	 */
	public double end() {
		return this.end;
	}

	/**
	 * Return how long it took.
	 * @return seconds, or {@code NaN} if it has not ended
	 */
	public double duration() {
		return Math.max(0, this.end - this.start);
	}

	/**
	 * Return the subsegments that are embedded in the same document.
	 * @return the subsegments in the order of the document
	 */
	public List<Node> children() {
		return this.children;
	}

	/**
	 * Return whether it is a segment.
	 * @return {@code false} for a subsegment
	 */
	public boolean isSegment() {
		return has(SEGMENT);
	}

	/**
	 * Return whether it has not ended.
	 * @return whether it is in progress
	 */
	public boolean isInProgress() {
		return has(IN_PROGRESS);
	}

	/**
	 * Return whether it failed by a fault of the service.
	 * @return whether there is a fault
	 */
	public boolean isFault() {
		return has(FAULT);
	}

	/**
	 * Return whether it failed by an error of the caller.
	 * @return whether there is an error
	 */
	public boolean isError() {
		return has(ERROR);
	}

	/**
	 * Return whether the caller called too often.
	 * @return whether the call was throttled
	 */
	public boolean isThrottle() {
		return has(THROTTLE);
	}

	/**
	 * Return whether nothing went wrong.
	 * @return {@code true} without fault, error and throttle
	 */
	public boolean isOk() {
		return (this.flags & (FAULT | ERROR | THROTTLE)) == 0;
	}

	/**
	 * Return whether it is a call of something else.
	 * @return whether this is a subsegment of AWS, of a database or of another host
	 */
	public boolean isCall() {
		return !isSegment() && (this.flags & (AWS | REMOTE | SQL)) != 0;
	}

	/**
	 * Return the name that its service has in the service graph.
	 * @return the name of what was called, if it is known better than by the name
	 */
	public String serviceName() {
		String resource = this.detail.resourceName;
		return (resource != null) ? resource : this.name;
	}

	/**
	 * Return the type that its service has in the service graph.
	 * @return such as {@code AWS::DynamoDB::Table}, {@code Database::SQL}, {@code remote}
	 * or {@value #APPLICATION}
	 */
	public String serviceType() {
		if (isSegment() || !isCall()) {
			String origin = this.detail.origin;
			return (origin != null) ? origin : APPLICATION;
		}
		if (has(SQL)) {
			return "Database::SQL";
		}
		if (has(AWS)) {
			String type = this.detail.resourceType;
			return (type != null) ? type : "AWS::" + AwsResources.serviceOf(this.name);
		}
		return "remote";
	}

	/**
	 * Return the method of the request.
	 * @return the method, or {@code null} if it is not known
	 */
	public @Nullable String method() {
		return this.detail.method;
	}

	/**
	 * Return the URL of the request.
	 * @return the URL, or {@code null} if it is not known
	 */
	public @Nullable String url() {
		return this.detail.url;
	}

	/**
	 * Return the user agent of the request.
	 * @return the value of the header, or {@code null} if it is not known
	 */
	public @Nullable String userAgent() {
		return this.detail.userAgent;
	}

	/**
	 * Return the address of the client of the request.
	 * @return the address, or {@code null} if it is not known
	 */
	public @Nullable String clientIp() {
		return this.detail.clientIp;
	}

	/**
	 * Return the status of the response.
	 * @return the status, or 0 if it is not known
	 */
	public int status() {
		return this.detail.status;
	}

	/**
	 * Return the user of the application.
	 * @return the user, or {@code null} if it is not known
	 */
	public @Nullable String user() {
		return this.detail.user;
	}

	/**
	 * Return the annotations.
	 * @return strings, numbers and booleans
	 */
	public Map<String, Object> annotations() {
		return Collections.unmodifiableMap(this.detail.annotations);
	}

	/**
	 * Return the exceptions.
	 * @return the exceptions in the order of the document, as many as are kept
	 */
	public List<NodeException> exceptions() {
		return Collections.unmodifiableList(this.detail.exceptions);
	}

	/**
	 * Return whether it is a call of a database with SQL.
	 * @return whether there is a block of SQL
	 */
	public boolean isSql() {
		return has(SQL);
	}

	/**
	 * Return whether it is a call of a service of AWS.
	 * @return whether its namespace is that of AWS
	 */
	public boolean isAws() {
		return has(AWS);
	}

	/**
	 * Return the statement that a database was given.
	 * @return the statement, or {@code null} if it is not known
	 */
	public @Nullable String statement() {
		return this.detail.statement;
	}

	/**
	 * Return where in the code the call was made.
	 * @return class, method and line, or {@code null} if nobody has recorded it
	 */
	public @Nullable String callSite() {
		return this.detail.callSite;
	}

	private boolean has(int flag) {
		return (this.flags & flag) != 0;
	}

}
