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

package io.github.springxray.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Texts with the word {@code hunter2} where a secret is, in any form, and texts that must
 * stay as they are.
 */
class RecordedTextTests {

	private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,;\"'\\[\\]\\\\/:@&=<>()]+");

	private static final Pattern MARKED = Pattern.compile("\u00ab(.*?)\u00bb", Pattern.DOTALL);

	private static final Pattern QUOTED = Pattern.compile("\\\\?[\"'`]\\*\\*\\*\\\\?[\"'`]");

	@ParameterizedTest
	@ValueSource(strings = { "http://ada:hunter2@host/a", "https://hunter2@host:8443/a/b?c=d",
			"I/O error on GET request for \"http://ada:hunter2@host/a\": Connection refused",
			"Connect to http://host:80/?q=hunter2 failed",
			"I/O error on POST request for \"https://host/x?q=a hunter2\": timeout", "'ftp://u:hunter2@h/x y'",
			"http://ada:hun/hunter2@host/a", "http://ada:pa?hunter2@host/a", "http://ada:pa#hunter2@host/a",
			"http://host/#access_token=hunter2", "//ada:hunter2@host/a", "http://host/a;jsessionid=hunter2",
			"HTTP://ADA:hunter2@HOST/", "http://[::1]:80/a?b=hunter2", "http://a@b:hunter2@host/",
			"mongodb+srv://ada:hunter2@one.example.com,two.example.com/db?authSource=admin",
			"mongodb://ada:hunter2@one:27017,two:27017/db", "redis://:hunter2@cache:6379/0", "rediss://hunter2@cache",
			"amqp://guest:hunter2@queue/vhost", "amqps://guest:hunter2@queue", "r2dbc:postgresql://ada:hunter2@db/app",
			"r2dbc:pool:mysql://ada:hunter2@db/app?x=hunter2", "smtp://ada:hunter2@mail:25",
			"ldap://cn=ada:hunter2@dir", "nats://hunter2@bus:4222", "kafka+ssl://ada:hunter2@broker:9093",
			"git+ssh://git:hunter2@host/repo", "jdbc:postgresql://app:hunter2@host/db",
			"jdbc:postgresql://host/db?user=ada&password=hunter2",
			"No suitable driver found for jdbc:mysql://host/db?password=hunter2",
			"jdbc:oracle:thin:scott/hunter2@//host:1521/orcl", "jdbc:oracle:thin:scott/hunter2@host:1521:orcl",
			"jdbc:oracle:thin:scott/hunter2", "jdbc:sqlserver://host:1433;user=ada;password=hunter2",
			"jdbc:sqlserver://host;password={hunter2 }} x};a=b", "jdbc:h2:mem:x;PASSWORD=hunter2",
			"jdbc:mysql:loadbalance://ada:hunter2@one,two/db", "jdbc:db2://host:50000/db:user=ada;password=hunter2;",
			"jdbc:mariadb://address=(host=h)(password=hunter2)/db", "JDBC:ORACLE:OCI:ADA/hunter2@tns",
			"jdbc:snowflake://x.example.com/?private_key_file_pwd=hunter2",
			"jdbc:informix-sqli://h:1/db:PASSWORD=hunter2", "app:hunter2@host",
			"java.net.UnknownHostException: app:hunter2@host", "(ada:hunter2@host)", "ada:hun:hunter2@host:5432",
			"Unknown host \"app:hunter2@host\"", "/login?user=ada&pin=hunter2",
			"db.example.com:3306/?Action=connect&DBUser=ada&X-Amz-Signature=hunter2",
			"https://bucket.s3.amazonaws.com/key?X-Amz-Credential=hunter2&X-Amz-Signature=hunter2",
			"X-Amz-Security-Token: hunter2/abc==", "password=hunter2", "password = hunter2", "PASSWORD: hunter2",
			"pwd=hunter2", "{\"password\":\"hunter2\"}", "{\"password\" : \"a \\\" hunter2\"}", "{'passwd': 'hunter2'}",
			"{password=hunter2, user=ada}", "db.password=hunter2", "spring.datasource.password=hunter2",
			"userPassword=hunter2", "user_password=hunter2;", "PGPASSWORD=hunter2", "client_secret=hunter2&x=y",
			"clientSecret: hunter2", "access_token=hunter2", "accessToken=hunter2", "refresh-token: hunter2",
			"X-Api-Key: hunter2", "api_key=hunter2", "apikey=hunter2", "apiKey => hunter2", "secret := hunter2",
			"sig=hunter2", "password is 'hunter2'", "identified by 'hunter2'", "CREATE USER ada PASSWORD 'hunter2'",
			"AWS_SECRET_ACCESS_KEY=hunter2", "aws_session_token=hunter2", "Authorization: Basic hunter2hunter2",
			"Authorization: Digest username=\"ada\", response=\"hunter2\"", "Authorization=[Bearer hunter2]",
			"headers={authorization=[Negotiate hunter2], accept=[x]}", "Proxy-Authorization: hunter2",
			"Cookie: a=b; session=hunter2", "Set-Cookie: SID=hunter2; Path=/", "bearer hunter2hunter2",
			"Bearer AbC.hunter2-x", "Invalid token: hunter2", "AccountKey=hunter2==;EndpointSuffix=x",
			"SharedAccessKey=hunter2", "sessionId=hunter2", "passphrase=\"hunter2 hunter2\"", "credential=hunter2",
			"jdbc:sqlserver://h;password={a b hunter2}", "jdbc:h2:mem:x;USER=sa;PASSWORD=a hunter2",
			"jdbc:oracle:thin:scott/\"a b hunter2\"@h", "\"jdbc:sqlserver://h;password={a b hunter2}\"",
			"Field error in object 'f' on field 'password': rejected value [hunter2]; codes [x]",
			"encryption-key: hunter2", "pass=hunter2", "secret='it''s hunter2'" })
	void secretsGo(String text) {
		assertThat(RecordedText.of(text)).doesNotContain("hunter2");
		assertThat(RecordedText.of("Failed: " + text + " and so on")).doesNotContain("hunter2").startsWith("Failed");
		assertThat(
				RecordedText.of("x".repeat(3_900) + " " + text + " hunter2hunter2".repeat(20).replace("hunter2", "y")))
			.doesNotContain("hunter2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123", "AKIAIOSFODNN7EXAMPLE",
			"ASIAIOSFODNN7EXAMPLE", "ghp_0123456789abcdefghij", "xoxb-0123456789-abcdef", "sk_live_0123456789abcdef",
			"-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----" })
	void keysThatAreKnownByTheirFormGo(String key) {
		assertThat(RecordedText.of("with " + key + ".")).doesNotContain(key.substring(8, 14));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Connection refused", "No user with id 7", "java.lang.IllegalStateException: closed",
			"Connect to http://localhost:8080/a/b failed", "https://registry.example.com/@scope/package was not found",
			"Mail to ada@example.com could not be delivered", "at 12:30", "a:b", "Is it there? Yes: it is",
			"Cannot invoke \"String.length()\" because \"<local1>\" is null", "Expected a or b; got c",
			"Index 5 out of bounds for length 5", "basic authentication is not supported",
			"bearer authentication failed", "No bean of type [com.example.TokenService]", "x -> y",
			"Unrecognized token 'abc': was expecting JSON", "ratio 3/4 = 0.75", "file:/tmp/a.txt",
			"jdbc:postgresql://localhost:5432/app", "jdbc:h2:mem:app", "redis://cache:6379/0", "key=value",
			"monkey: banana", "author: Ada", "The compass: north", "class path resource [a.xml] cannot be opened",
			"HikariPool-1 - Connection is not available" })
	void ordinaryTextStays(String text) {
		assertThat(RecordedText.of(text)).isEqualTo(text);
	}

	@Test
	void whatIsKeptOfAUrlTellsWhereItLeads() {
		assertThat(RecordedText.of("I/O error on GET request for \"http://ada:s@host:80/a?b=c\": refused"))
			.isEqualTo("I/O error on GET request for \"http://host:80/a\": refused");
		assertThat(RecordedText.of("mongodb+srv://ada:s@one,two/db?x=y")).isEqualTo("mongodb+srv://one,two/db");
		assertThat(RecordedText.of("jdbc:oracle:thin:a/s@host:1521:orcl")).isEqualTo("jdbc:oracle:@host:1521:orcl");
		assertThat(RecordedText.of("jdbc:sqlserver://h:1433;user=a;password=s")).isEqualTo("jdbc:sqlserver://h:1433");
	}

	/**
	 * The form {@code \\n} in a line stands for a line feed.
	 */
	@Test
	void secretsOfOtherFormsGo() throws IOException {
		assertThat(lines("texts-with-secrets.txt")).filteredOn((text) -> contains(RecordedText.of(text), "Hunter2"))
			.isEmpty();
	}

	@Test
	void messagesOfLibrariesStay() throws IOException {
		assertThat(lines("texts-without-secrets.txt")).filteredOn((text) -> !text.equals(RecordedText.of(text)))
			.isEmpty();
	}

	/**
	 * The secrets stand in guillemets, which are no part of the text. None of their words
	 * may be left.
	 */
	@Test
	void noWordOfASecretIsLeft() throws IOException {
		assertThat(markedSecrets()).filteredOn((marked) -> wordsOfSecrets(marked).isEmpty()).isEmpty();
		assertThat(markedSecrets()).filteredOn((marked) -> isLeft(marked, withoutMarks(marked))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x.y.Z: %s", "{\"message\":\"%s\"}", "nested exception is [%s]; see (log)",
			"first\n\t%s\n\tat a.b.C.d(C.java:1)", "\u0416 %s \u6f22" })
	void surroundingsOfASecretDoNotSaveIt(String surroundings) throws IOException {
		boolean json = surroundings.startsWith("{");
		assertThat(markedSecrets()).filteredOn((marked) -> {
			String plain = withoutMarks(marked);
			return isLeft(marked, surroundings.replace("%s",
					json ? plain.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") : plain));
		}).isEmpty();
	}

	/**
	 * The quotes around a secret may go with it.
	 */
	@Test
	void nothingGoesButTheSecret() throws IOException {
		assertThat(lines("secrets-alone.txt")).filteredOn((marked) -> {
			String expected = MARKED.matcher(withoutEscapes(marked)).replaceAll(RecordedText.REDACTED);
			return !withoutQuotes(expected).equals(withoutQuotes(RecordedText.of(withoutMarks(marked))));
		}).isEmpty();
	}

	@Test
	void ordinaryMessagesStay() throws IOException {
		assertThat(lines("ordinary-messages.txt")).filteredOn((text) -> !text.equals(RecordedText.of(text))).isEmpty();
	}

	private static boolean isLeft(String marked, String text) {
		String recorded = RecordedText.of(text);
		return wordsOfSecrets(marked).stream().anyMatch((word) -> contains(recorded, word));
	}

	private static String withoutQuotes(@Nullable String text) {
		return QUOTED.matcher(String.valueOf(text)).replaceAll(RecordedText.REDACTED);
	}

	private static String withoutEscapes(String marked) {
		return marked.replace("\\t", "\t").replace("\\r", "\r");
	}

	private static List<String> markedSecrets() throws IOException {
		return Stream.concat(lines("marked-secrets.txt").stream(), lines("secrets-alone.txt").stream()).toList();
	}

	private static String withoutMarks(String marked) {
		return withoutEscapes(marked.replace("\u00ab", "").replace("\u00bb", ""));
	}

	private static List<String> wordsOfSecrets(String marked) {
		List<String> secrets = MARKED.matcher(marked).results().map((match) -> match.group(1)).toList();
		Stream<String> words = secrets.stream().flatMap(BETWEEN_WORDS::splitAsStream);
		return Stream.concat(secrets.stream(), words).filter((word) -> word.length() >= 3).toList();
	}

	private static boolean contains(@Nullable String recorded, String word) {
		return recorded != null && recorded.contains(word);
	}

	private static List<String> lines(String resource) throws IOException {
		String texts = new ClassPathResource(resource, RecordedTextTests.class)
			.getContentAsString(StandardCharsets.UTF_8);
		return texts.lines()
			.filter((line) -> !line.isBlank())
			.map((line) -> line.replace("\\\\n", "\0").replace("\\n", "\n").replace("\0", "\\n"))
			.toList();
	}

}
