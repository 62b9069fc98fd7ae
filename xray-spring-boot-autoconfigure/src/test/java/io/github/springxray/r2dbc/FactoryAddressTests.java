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
package io.github.springxray.r2dbc;

import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of where a connection factory leads to.
 */
class FactoryAddressTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "null",
			textBlock = """
					r2dbc:postgresql://ada:hunter2@db.example.com:5432/shop?sslKey=hunter2 | r2dbc:postgresql://db.example.com:5432/shop | shop | db.example.com | ada
					r2dbc:postgresql://db.example.com/shop                       | r2dbc:postgresql://db.example.com/shop      | shop | db.example.com | null
					r2dbcs:mysql://ada:hunter2@db:3306/shop                      | r2dbc:mysql://db:3306/shop                  | shop | db             | ada
					r2dbc:pool:mariadb://ada:hunter2@db:3306/shop?maxSize=5      | r2dbc:mariadb://db:3306/shop                | shop | db             | ada
					r2dbc:proxy:pool:postgresql://db/shop?proxyListener=a.B      | r2dbc:postgresql://db/shop                  | shop | db             | null
					r2dbc:mssql://ada:hunter2@db:1433/shop                       | r2dbc:sqlserver://db:1433;databaseName=shop | shop | db             | ada
					r2dbc:h2:mem:///shop?options=PASSWORD=hunter2                | r2dbc:h2:mem:shop                           | shop | null           | null
					r2dbc:h2:file:////home/ada/shop                              | r2dbc:h2:file:shop                          | shop | null           | null
					r2dbc:postgresql://a:5432,b:5433/shop                        | r2dbc:postgresql://a:5432,b:5433/shop       | shop | a              | null
					""")
	void knowsNoSecrets(String options, String url, String database, String host, String user) {
		FactoryAddress address = FactoryAddress.of(ConnectionFactoryOptions.parse(options));
		assertThat(address.url()).isEqualTo(url);
		assertThat(address.address().database()).isEqualTo(database);
		assertThat(address.address().host()).isEqualTo(host);
		assertThat(address.user()).isEqualTo(user);
		assertThat(address.toString()).doesNotContain("hunter2").doesNotContain("home");
	}

	@Test
	void nobodyKnowsOfADriverWithoutOptions() {
		assertThat(
				FactoryAddress.of(new H2ConnectionFactory(H2ConnectionConfiguration.builder().inMemory("a").build())))
			.isNull();
	}

}
