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

package io.github.springxray.benchmarks.tracing;

/**
 * What all libraries record of the same request.
 */
final class Request {

	static final String SERVICE = "users";

	static final String NAME = "GET /users/{id}";

	static final String METHOD = "GET";

	static final String URL = "http://users.example.com/users/42";

	static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36";

	static final String CLIENT_IP = "192.0.2.17";

	static final int STATUS = 200;

	static final long CONTENT_LENGTH = 345;

	static final String TENANT = "acme";

	static final long USER = 42;

	static final String SERVICE_METHOD = "UserService.find";

	static final String QUERY_NAME = "users-db";

	static final String QUERY = "select id, name, email from users where id = ?";

	static final String DATABASE = "PostgreSQL";

	static final String DATABASE_URL = "jdbc:postgresql://db.example.com:5432/users";

	static final String CALLED_HOST = "mail.example.com";

	static final String CALLED_URL = "http://mail.example.com/addresses/42";

	private Request() {
	}

}
